package org.example;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.model.Provenance;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.network.Network;
import dev.stagewright.networks.ResNet20EluNetwork;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** A model that has learned nothing, and a picture for it. */
final class SmallModel {

  private SmallModel() {}

  static Path in(Path folder) {
    Network network = ResNet20EluNetwork.builder().classes(2).build();
    ImageInput input = ImageInput.of(network, Preprocessing.TF);
    Path file = folder.resolve("model.zip");
    new TrainedModel(network.build(), List.of("cat", "dog"), input, Provenance.unknown("test"))
        .save(file);
    return file;
  }

  static byte[] picture() throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", bytes);
    return bytes.toByteArray();
  }

  static HttpResponse<String> post(String address, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
