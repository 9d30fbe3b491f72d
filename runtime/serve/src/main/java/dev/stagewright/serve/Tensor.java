package dev.stagewright.serve;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A tensor of a request: numbers or pictures, in JSON or behind it. */
final class Tensor {

  static final String FLOATS = "FP32";
  static final String BYTES = "BYTES";

  String name = "";
  String type = "";
  final List<Long> shape = new ArrayList<>();

  /** How many bytes behind the JSON are its; -1 if its data stand in the JSON. */
  long binarySize = -1;

  private float[] numbers = {};
  private int count;
  private final List<String> texts = new ArrayList<>();
  private ByteBuffer data = ByteBuffer.allocate(0);

  void add(double number) {
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(1024, 2 * count));
    }
    numbers[count++] = (float) number;
  }

  void add(String text) {
    texts.add(text);
  }

  /** Takes its data from behind the JSON. */
  void read(ByteBuffer binary) {
    if (count > 0 || !texts.isEmpty()) {
      throw HttpFault.badRequest(name + ": found data and binary_data_size; expected one of them");
    }
    if (binarySize > binary.remaining()) {
      throw HttpFault.badRequest(
          "%s: binary_data_size is %s; only %s bytes are left of the body"
              .formatted(name, binarySize, binary.remaining()));
    }
    ByteBuffer own =
        binary.slice(binary.position(), (int) binarySize).order(ByteOrder.LITTLE_ENDIAN);
    binary.position(binary.position() + (int) binarySize);
    data = own;
  }

  /** The images' values, one array each. */
  List<float[]> images(long[] expected) {
    checkShape(expected);
    int images = Math.toIntExact(shape.get(0));
    long each = 1;
    for (int i = 1; i < expected.length; i++) {
      each *= expected[i];
    }
    long found = binarySize < 0 ? count : binarySize / Float.BYTES;
    if (found != images * each || (binarySize >= 0 && binarySize % Float.BYTES != 0)) {
      throw HttpFault.badRequest(
          "%s: found %s values; its shape %s has %s".formatted(name, found, shape, images * each));
    }
    List<float[]> values = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      float[] one = new float[(int) each];
      if (binarySize < 0) {
        System.arraycopy(numbers, i * one.length, one, 0, one.length);
      } else {
        data.asFloatBuffer().get(i * one.length, one);
      }
      values.add(one);
    }
    return values;
  }

  private void checkShape(long[] expected) {
    boolean fits = shape.size() == expected.length && shape.get(0) > 0;
    for (int i = 1; fits && i < expected.length; i++) {
      fits = shape.get(i) == expected[i];
    }
    if (!fits) {
      throw HttpFault.badRequest(
          "%s: found the shape %s; expected %s with a number of images from 1 in front"
              .formatted(name, shape, Arrays.toString(expected)));
    }
  }

  /** The pictures' bytes: base64 in JSON; each behind its length, 4 bytes, behind the JSON. */
  List<byte[]> pictures() {
    List<byte[]> pictures = binarySize < 0 ? decoded() : split();
    if (shape.size() != 1 || shape.get(0) != pictures.size() || pictures.isEmpty()) {
      throw HttpFault.badRequest(
          "%s: found the shape %s and %s pictures; expected [pictures], from 1"
              .formatted(name, shape, pictures.size()));
    }
    return pictures;
  }

  private List<byte[]> decoded() {
    try {
      return texts.stream().map(Base64.getDecoder()::decode).toList();
    } catch (IllegalArgumentException e) {
      throw HttpFault.badRequest(name + ": found text that is not base64: " + e.getMessage());
    }
  }

  private List<byte[]> split() {
    List<byte[]> pictures = new ArrayList<>();
    while (data.hasRemaining()) {
      int size = data.remaining() < Integer.BYTES ? -1 : data.getInt();
      if (size < 0 || size > data.remaining()) {
        throw HttpFault.badRequest(
            name
                + ": found a picture that is longer than what is left; expected each behind its length in 4 bytes, little-endian");
      }
      byte[] picture = new byte[size];
      data.get(picture);
      pictures.add(picture);
    }
    return pictures;
  }
}
