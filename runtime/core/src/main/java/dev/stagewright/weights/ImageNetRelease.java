package dev.stagewright.weights;

import dev.stagewright.errors.StagewrightException.Kind;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;

/**
 * The files that Keras downloads: of its first ResNet50 and, since version 2.3, of six networks.
 */
enum ImageNetRelease {
  /** Release v0.2 of François Chollet's deep-learning-models, which Keras 2.2 downloads. */
  V02_RESNET50(
      "conv1",
      23_587_712,
      "resnet50",
      "a7b3fe01876f51b976af0dea6bc144eb",
      "a268eb855778b3df3c7506639542a6af"),
  RESNET50(
      "conv1_conv",
      23_587_712,
      "resnet50",
      "2cb95161c43110f7111970584f804107",
      "4d473c1dd8becc155b73f8504c6f6626"),
  RESNET101(
      "conv1_conv",
      42_658_176,
      "resnet101",
      "f1aeb4b969a6efcfb50fad2f0c20cfc5",
      "88cf7a10940856eca736dc7b7e228a21"),
  RESNET152(
      "conv1_conv",
      58_370_944,
      "resnet152",
      "100835be76be38e30d865e96f2aaae62",
      "ee4c566cf9a93f14d82f913c2dc6dd0c"),
  RESNET50V2(
      "conv1_conv",
      23_564_800,
      "resnet50v2",
      "3ef43a0b657b3be2300d5770ece849e0",
      "fac2f116257151a9d068a22e544a4917"),
  RESNET101V2(
      "conv1_conv",
      42_626_560,
      "resnet101v2",
      "6343647c601c52e1368623803854d971",
      "c0ed64b8031c3730f411d2eb4eea35b5"),
  RESNET152V2(
      "conv1_conv",
      58_331_648,
      "resnet152v2",
      "a49b44d1979771252814e80f8ec446f9",
      "ed17cf2e0169df9d443503ef94b23b33");

  /** The system property with another address of the releases' files, such as a mirror's. */
  static final String PROPERTY = "stagewright.weights.url";

  private static final String V02 =
      "https://github.com/fchollet/deep-learning-models/releases/download/v0.2";
  private static final String SINCE_2_3 =
      "https://storage.googleapis.com/tensorflow/keras-applications/resnet";
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final String convolution;
  private final long parameters;
  private final String model;
  private final String md5;
  private final String md5WithoutTop;

  /**
   * Files of a network.
   *
   * @param convolution the first one's name
   * @param parameters in front of the classifier
   * @param model how the files' names begin
   */
  ImageNetRelease(
      String convolution, long parameters, String model, String md5, String md5WithoutTop) {
    this.convolution = convolution;
    this.parameters = parameters;
    this.model = model;
    this.md5 = md5;
    this.md5WithoutTop = md5WithoutTop;
  }

  /** Whether a network is the release's, by the names of its layers and its size. */
  boolean isOf(Set<String> layers, long parameters) {
    return layers.contains(convolution) && this.parameters == parameters;
  }

  /** Whether a file is named as one of the releases'. */
  static boolean hasFile(String name) {
    return Arrays.stream(values())
        .anyMatch(release -> name.equals(release.name(true)) || name.equals(release.name(false)));
  }

  /** The file for a network with or without its classifier. */
  RemoteFile file(boolean includeTop) {
    String name = name(includeTop);
    // The two releases of ResNet50 have files of the same name.
    String cached = this == V02_RESNET50 ? name : "keras-applications/" + name;
    return new RemoteFile(address(name), cached, includeTop ? md5 : md5WithoutTop);
  }

  private String name(boolean includeTop) {
    return model + "_weights_tf_dim_ordering_tf_kernels" + (includeTop ? ".h5" : "_notop.h5");
  }

  private URI address(String name) {
    String published = this == V02_RESNET50 ? V02 : SINCE_2_3;
    String base = System.getProperty(PROPERTY, published);
    try {
      URI address = URI.create(base.replaceFirst("/$", "") + "/" + name);
      if (SCHEMES.contains(String.valueOf(address.getScheme())) && address.getHost() != null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new WeightsException(
        Kind.USAGE,
        "-D%s: found \"%s\"; expected the address of a folder, such as %s"
            .formatted(PROPERTY, base, published));
  }
}
