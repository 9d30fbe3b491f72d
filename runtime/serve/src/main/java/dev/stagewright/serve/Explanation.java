package dev.stagewright.serve;

import dev.stagewright.prediction.GradCam.Heat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** {@code POST /v1/explain/NAME?class=C&stage=S}: where a model looks in a picture. */
final class Explanation implements Route.Action {

  private final ServedModels models;
  private final PictureCheck pictures;

  Explanation(ServedModels models, PictureCheck pictures) {
    this.models = models;
    this.pictures = pictures;
  }

  @Override
  public CompletableFuture<Answer> on(Call call) {
    return models.use(
        call.name("name"),
        model ->
            model
                .classifier()
                .explain(
                    pictures.check(call.body()),
                    call.query().getValue("class"),
                    call.query().getValue("stage"))
                .thenApply(Explanation::answer));
  }

  private static Answer answer(Heat heat) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("label", heat.label());
    answer.put("layer", heat.layer());
    answer.put("rows", heat.rows().stream().map(Explanation::shortest).toList());
    return Answer.json(answer);
  }

  /** As many digits as tell the floats apart that the network computes with. */
  private static List<Float> shortest(List<Double> row) {
    return row.stream().map(Double::floatValue).toList();
  }
}
