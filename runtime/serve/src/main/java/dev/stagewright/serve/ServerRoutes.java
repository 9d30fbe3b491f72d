package dev.stagewright.serve;

import java.util.List;

/**
 * The kinds of requests that a server answers; openapi.json tells the same to others.
 *
 * @param models that answer
 * @param metrics to be read
 * @param limits of pictures
 */
record ServerRoutes(ServedModels models, ServerMetrics metrics, Limits limits) {

  Routes routes() {
    PageFiles files = new PageFiles();
    ModelAnswers about = new ModelAnswers(models);
    PictureCheck pictures = new PictureCheck(limits);
    Classification classification = new Classification(models, pictures);
    Inference inference = new Inference(models, pictures);
    String model = "/v2/models/{name}";
    String version = model + "/versions/{version}";
    return new Routes(
        List.of(
            Route.get("/", call -> files.page()),
            Route.get("/openapi.json", call -> files.openApi()),
            Route.get("/metrics", call -> metrics.answer()),
            Route.get("/v1/models", call -> about.list()),
            Route.post("/v1/classify/{name}", classification),
            Route.post("/v1/explain/{name}", new Explanation(models, pictures)),
            Route.get("/v2", call -> about.server()),
            Route.get("/v2/health/live", call -> about.live()),
            Route.get("/v2/health/ready", call -> about.ready()),
            Route.get(model, about::model),
            Route.get(model + "/ready", about::modelReady),
            Route.post(model + "/infer", inference),
            Route.get(version, about::model),
            Route.get(version + "/ready", about::modelReady),
            Route.post(version + "/infer", inference)));
  }
}
