package org.example;

import dev.stagewright.data.DataException;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.prediction.Classifier;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;

/** The same as a plain servlet, for any container; its parameter "model" is the file. */
public final class ClassifierServlet extends HttpServlet {

  private static final int MOST_BYTES = 20_000_000;

  private transient Classifier classifier;

  @Override
  public void init() {
    classifier = new Classifier(TrainedModel.load(Path.of(getInitParameter("model"))));
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] picture = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (picture.length > MOST_BYTES) {
      response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
      return;
    }
    response.setContentType("text/plain; charset=utf-8");
    try {
      response.getWriter().println(classifier.classify(picture, 1).get(0).label());
    } catch (DataException e) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST, e.getMessage());
    }
  }

  @Override
  public void destroy() {
    classifier.close();
  }
}
