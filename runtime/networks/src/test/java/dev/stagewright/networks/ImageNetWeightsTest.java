package dev.stagewright.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.stagewright.catalog.NetworkCatalog;
import dev.stagewright.network.Network;
import dev.stagewright.weights.WeightCache;
import dev.stagewright.weights.WeightFile;
import dev.stagewright.weights.WeightsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code weights=imagenet} asks for, of every network that was trained on ImageNet. */
class ImageNetWeightsTest {

  private static final String MIRROR = "stagewright.weights.url";

  private final List<String> requests = new ArrayList<>();
  private final HttpServer server;

  ImageNetWeightsTest(@TempDir Path cache) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.start();
    int port = server.getAddress().getPort();
    System.setProperty(MIRROR, String.format(Locale.ROOT, "http://127.0.0.1:%d/mirror", port));
    System.setProperty(WeightCache.PROPERTY, cache.toString());
  }

  @AfterEach
  void stop() {
    server.stop(0);
    System.clearProperty(MIRROR);
    System.clearProperty(WeightCache.PROPERTY);
  }

  @ParameterizedTest
  @CsvSource({
    "ResNet50, true, resnet50, a7b3fe01876f51b976af0dea6bc144eb",
    "ResNet50Elu, false, resnet50, a268eb855778b3df3c7506639542a6af",
    "KerasResNet50, true, resnet50, 2cb95161c43110f7111970584f804107",
    "KerasResNet50, false, resnet50, 4d473c1dd8becc155b73f8504c6f6626",
    "KerasResNet101, true, resnet101, f1aeb4b969a6efcfb50fad2f0c20cfc5",
    "KerasResNet101, false, resnet101, 88cf7a10940856eca736dc7b7e228a21",
    "KerasResNet152, true, resnet152, 100835be76be38e30d865e96f2aaae62",
    "KerasResNet152, false, resnet152, ee4c566cf9a93f14d82f913c2dc6dd0c",
    "KerasResNet50V2, true, resnet50v2, 3ef43a0b657b3be2300d5770ece849e0",
    "KerasResNet50V2, false, resnet50v2, fac2f116257151a9d068a22e544a4917",
    "KerasResNet101V2, true, resnet101v2, 6343647c601c52e1368623803854d971",
    "KerasResNet101V2, false, resnet101v2, c0ed64b8031c3730f411d2eb4eea35b5",
    "KerasResNet152V2, true, resnet152v2, a49b44d1979771252814e80f8ec446f9",
    "KerasResNet152V2, false, resnet152v2, ed17cf2e0169df9d443503ef94b23b33"
  })
  void asksForTheFileOfKeras(String name, boolean includeTop, String model, String md5) {
    String file =
        model + "_weights_tf_dim_ordering_tf_kernels" + (includeTop ? "" : "_notop") + ".h5";

    assertThatThrownBy(() -> load(name, includeTop))
        .isInstanceOf(WeightsException.class)
        .hasMessageStartingWith(file + " could not be downloaded from http://127.0.0.1:")
        .hasMessageEndingWith("its MD5 must be " + md5);
    assertThat(requests).containsExactly("/mirror/" + file);
  }

  @ParameterizedTest
  @CsvSource({
    "TorchResNet18, torchvision, resnet18, IMAGENET1K_V1",
    "TorchResNet34, torchvision, resnet34, IMAGENET1K_V1",
    "TorchResNet50, torchvision, resnet50, IMAGENET1K_V2",
    "TorchResNet101, torchvision, resnet101, IMAGENET1K_V2",
    "TorchResNet152, torchvision, resnet152, IMAGENET1K_V2",
    "TorchResNeXt50, torchvision, resnext50_32x4d, IMAGENET1K_V2",
    "TorchResNeXt101, torchvision, resnext101_32x8d, IMAGENET1K_V2",
    "TorchWideResNet50, torchvision, wide_resnet50_2, IMAGENET1K_V2",
    "TorchWideResNet101, torchvision, wide_resnet101_2, IMAGENET1K_V2"
  })
  void tellsHowToMakeTheFileOfTorchvision(String name, String library, String model, String of) {
    assertThatThrownBy(() -> load(name, true))
        .isInstanceOf(WeightsException.class)
        .hasMessage(
            "weights=imagenet: this is %s's %s, whose weights %s are not downloaded. Make their file in Python, safetensors.torch.save_file(torchvision.models.%s(weights=\"%s\").state_dict(), \"%s.safetensors\"), and give its path in place of imagenet",
            library, model, of, model, of, model);
    assertThat(requests).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ResNet50D, resnet50d, ra2_in1k",
    "SeResNet50, seresnet50, ra2_in1k",
    "EcaResNet50D, ecaresnet50d, miil_in1k"
  })
  void tellsHowToMakeTheFileOfTimm(String name, String model, String of) {
    assertThatThrownBy(() -> load(name, false))
        .isInstanceOf(WeightsException.class)
        .hasMessage(
            "weights=imagenet: this is timm's %s, whose weights %s are not downloaded. Make their file in Python, safetensors.torch.save_file(timm.create_model(\"%s.%s\", pretrained=True).state_dict(), \"%s.safetensors\"), and give its path in place of imagenet",
            model, of, model, of, model);
  }

  @Test
  void saysThatThereAreNone() {
    assertThatThrownBy(() -> load("ResNet101Elu", true))
        .isInstanceOf(WeightsException.class)
        .hasMessage(
            "weights=imagenet: none are known for a network with these layers, 42,658,176 parameters in front of the classifier. They exist for Keras' ResNet50, 101 and 152 and their versions 2; for another network give the path of a file of weights in place of imagenet");
  }

  private static WeightFile load(String name, boolean includeTop) {
    Network network = NetworkCatalog.ofClassPath().builder(name).includeTop(includeTop).build();
    return WeightFile.imagenet(network.configuration(), includeTop);
  }
}
