package dev.stagewright.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNetReleaseTest {

  @AfterEach
  void clear() {
    System.clearProperty(ImageNetRelease.PROPERTY);
  }

  @Test
  void aMirrorMayBeNamed() {
    System.setProperty(ImageNetRelease.PROPERTY, "http://mirror.example/keras/");

    assertThat(ImageNetRelease.V02_RESNET50.file(false).address())
        .isEqualTo(
            URI.create(
                "http://mirror.example/keras/resnet50_weights_tf_dim_ordering_tf_kernels_notop.h5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mirror", "https://", "ftp://mirror.example", "https://my mirror"})
  void anythingElseIsRefused(String address) {
    System.setProperty(ImageNetRelease.PROPERTY, address);

    assertThatThrownBy(() -> ImageNetRelease.V02_RESNET50.file(true))
        .isInstanceOf(WeightsException.class)
        .hasMessage(
            "-Dstagewright.weights.url: found \"%s\"; expected the address of a folder, such as https://github.com/fchollet/deep-learning-models/releases/download/v0.2"
                .formatted(address));
  }
}
