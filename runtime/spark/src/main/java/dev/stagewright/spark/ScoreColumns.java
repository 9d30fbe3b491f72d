package dev.stagewright.spark;

import dev.stagewright.prediction.Predicted;
import dev.stagewright.prediction.PredictionColumns;
import dev.stagewright.spark.ScoringModel.Score;
import dev.stagewright.tasks.Task;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that scoring adds behind those that a row has.
 *
 * @param task of the model
 * @param prediction a label, an array of labels, or of regression a vector of values
 * @param probability a vector; none for regression
 * @param features a vector; empty for none
 * @param error why there is no prediction; empty for none
 */
record ScoreColumns(Task task, String prediction, String probability, String features, String error)
    implements Serializable {

  /** What fields of vectors say of their elements. */
  private static final String LABELS = "labels";

  StructType addTo(StructType rows, List<String> labels) {
    Metadata names =
        new MetadataBuilder().putStringArray(LABELS, labels.toArray(String[]::new)).build();
    DataType vector = SQLDataTypes.VectorType();
    StructType all =
        switch (task) {
          case REGRESSION -> rows.add(prediction, vector, true, names);
          case MULTI_LABEL ->
              rows.add(prediction, DataTypes.createArrayType(DataTypes.StringType), true);
          case SINGLE_LABEL, BINARY -> rows.add(prediction, DataTypes.StringType, true);
        };
    all = task == Task.REGRESSION ? all : all.add(probability, vector, true, names);
    all = features.isEmpty() ? all : all.add(features, vector, true);
    return error.isEmpty() ? all : all.add(error, DataTypes.StringType, true);
  }

  /** A row with a prediction. */
  Row scored(Row row, Score score, PredictionColumns columns) {
    Object[] cells = longer(row);
    int next = row.size();
    if (task == Task.REGRESSION) {
      cells[next++] = score.values();
    } else {
      List<Double> values = Arrays.stream(score.values().toArray()).boxed().toList();
      List<String> told = columns.labels(new Predicted<>(row, values, null));
      cells[next++] = task == Task.MULTI_LABEL ? told.toArray(String[]::new) : told.get(0);
      cells[next++] = shares(score.values());
    }
    if (score.features() != null) {
      cells[next] = score.features();
    }
    return RowFactory.create(cells);
  }

  /** A row without one. */
  Row faulty(Row row, String reason) {
    Object[] cells = longer(row);
    cells[cells.length - 1] = reason;
    return RowFactory.create(cells);
  }

  private Object[] longer(Row row) {
    int more = (task == Task.REGRESSION ? 1 : 2) + (features.isEmpty() ? 0 : 1);
    Object[] cells = new Object[row.size() + more + (error.isEmpty() ? 0 : 1)];
    for (int i = 0; i < row.size(); i++) {
      cells[i] = row.get(i);
    }
    return cells;
  }

  /** A number for each label: of no, too. */
  private Vector shares(Vector values) {
    return task == Task.BINARY ? Vectors.dense(1 - values.apply(0), values.apply(0)) : values;
  }
}
