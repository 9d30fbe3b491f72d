package org.example;

import dev.stagewright.data.DataException;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.prediction.Batching;
import dev.stagewright.prediction.BatchingClassifier;
import dev.stagewright.prediction.BusyException;
import dev.stagewright.prediction.Classifier;
import dev.stagewright.prediction.Prediction;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A Spring Boot application that says what pictures show: {@code POST /classify}. */
@SpringBootApplication
@RestController
public class ClassifierApplication {

  private final BatchingClassifier classifier;

  /** Spring gives it the one below. */
  public ClassifierApplication(BatchingClassifier classifier) {
    this.classifier = classifier;
  }

  public static void main(String[] arguments) {
    SpringApplication.run(ClassifierApplication.class, arguments);
  }

  /** Spring has answers wait without a thread, and HTTP's limits are Spring's. */
  @PostMapping("/classify")
  CompletableFuture<List<Prediction>> classify(@RequestBody byte[] picture) {
    return classifier.classify(picture, 1);
  }

  @ExceptionHandler(DataException.class)
  @ResponseStatus(HttpStatus.BAD_REQUEST)
  String broken(DataException fault) {
    return fault.getMessage();
  }

  @ExceptionHandler(BusyException.class)
  @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
  String busy(BusyException fault) {
    return fault.getMessage();
  }

  /** Makes the classifier, which Spring closes at the end. */
  @Configuration
  static class Model {

    @Bean
    BatchingClassifier classifier(@Value("${model}") Path model) {
      Classifier loaded = new Classifier(TrainedModel.load(model));
      BatchingClassifier classifier = new BatchingClassifier(loaded, Batching.DEFAULT);
      classifier.warmUp();
      return classifier;
    }
  }
}
