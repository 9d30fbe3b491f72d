package dev.stagewright.serve;

import dev.stagewright.prediction.BatchingClassifier;
import dev.stagewright.prediction.Prediction;
import dev.stagewright.tasks.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/classify/NAME?top=3}: what a picture shows. */
final class Classification implements Route.Action {

  private static final int USUAL = 5;
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  private final ServedModels models;
  private final PictureCheck pictures;

  Classification(ServedModels models, PictureCheck pictures) {
    this.models = models;
    this.pictures = pictures;
  }

  @Override
  public CompletableFuture<Answer> on(Call call) {
    int asked = top(call.query().getValue("top"));
    return models.use(
        call.name("name"),
        model -> {
          byte[] picture = pictures.check(call.body());
          BatchingClassifier classifier = model.classifier();
          boolean regression = classifier.classifier().coding().task() == Task.REGRESSION;
          int top = Math.min(asked, classifier.classifier().answers());
          return classifier
              .classify(picture, top)
              .thenApply(found -> answer(found, regression ? "value" : "probability"));
        });
  }

  private static int top(@Nullable String text) {
    if (text == null) {
      return USUAL;
    }
    if (!NUMBER.matcher(text).matches()) {
      throw HttpFault.badRequest("top: found \"" + text + "\"; expected a whole number from 1");
    }
    return Integer.parseInt(text);
  }

  private static Answer answer(List<Prediction> found, String number) {
    return Answer.json(found.stream().map(one -> entry(one, number)).toList());
  }

  /** The label in front. */
  private static Map<String, Object> entry(Prediction one, String number) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("label", one.label());
    entry.put(number, one.value());
    return entry;
  }
}
