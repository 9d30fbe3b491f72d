package dev.stagewright.prediction;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.stagewright.data.LocatedPicture;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Predictions in the form that a competition wants. Its sample tells the columns:
 *
 * <ul>
 *   <li>columns that are named as the model's labels: probabilities of these, or values;
 *   <li>one column of labels: the most probable class, yes or no by the threshold, or all labels
 *       that apply, separated as in the sample;
 *   <li>one column of numbers: the value of regression, the probability of yes, or the class's
 *       number from 0.
 * </ul>
 */
public final class Submission {

  /** What a sample's one column holds. */
  public enum Content {
    /** Labels. */
    LABEL,
    /** The value of regression, or a class's number from 0. */
    NUMBER,
    /** The probability of yes. */
    PROBABILITY
  }

  private final SubmissionSample sample;
  private final Predictor predictor;
  private final SubmissionCells.Form form;

  /** By the sample's ids, in their order. */
  private final Map<String, LocatedPicture> pictures;

  private Submission(
      SubmissionSample sample,
      Predictor predictor,
      SubmissionCells.Form form,
      Map<String, LocatedPicture> pictures) {
    this.sample = sample;
    this.predictor = predictor;
    this.form = form;
    this.pictures = pictures;
  }

  /**
   * Prepares a submission; nothing is predicted yet.
   *
   * @param sample what it is to look like
   * @param predictor that predicts
   * @param pictures in any order; a sample's id is the end of a picture's path, with or without its
   *     suffix
   * @param content of the sample's one column; null for what its values look like
   * @return the submission
   * @throws PredictionException if ids and pictures, or columns and labels do not fit
   */
  public static Submission of(
      SubmissionSample sample,
      Predictor predictor,
      List<LocatedPicture> pictures,
      @Nullable Content content) {
    return new Submission(
        sample,
        predictor,
        new SubmissionCells(sample, predictor).form(content),
        new PictureIds(sample.file().toString(), pictures).inOrderOf(sample.ids()));
  }

  /**
   * Predicts all pictures.
   *
   * @param out takes the table; is flushed
   * @param batchSize how many pictures are computed at once
   * @throws IOException if it cannot be written
   * @throws dev.stagewright.data.DataException if a picture cannot be read
   */
  public void write(Writer out, int batchSize) throws IOException {
    CsvWriter csv = CsvWriter.builder().bufferSize(0).lineDelimiter(LineDelimiter.LF).build(out);
    csv.writeRecord(sample.names());
    try (var all = predictor.predict(pictures.values(), LocatedPicture::picture, batchSize)) {
      Iterator<Predicted<LocatedPicture>> predicted = all.iterator();
      for (String id : pictures.keySet()) {
        List<String> row = new ArrayList<>(List.of(id));
        row.addAll(form.cells(predicted.next()));
        csv.writeRecord(row);
      }
    }
    out.flush();
  }
}
