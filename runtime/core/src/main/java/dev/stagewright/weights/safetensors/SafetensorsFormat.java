package dev.stagewright.weights.safetensors;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.MalformedJsonException;
import dev.stagewright.errors.Printable;
import dev.stagewright.weights.LayerWeights;
import dev.stagewright.weights.WeightFile;
import dev.stagewright.weights.WeightFormat;
import dev.stagewright.weights.WeightsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads safetensors: the length of a header in 8 bytes, the header in JSON, and the tensors' bytes
 * without gaps, all little-endian (https://github.com/huggingface/safetensors). PyTorch's own files
 * are pickles, which run code when they are read; they are refused.
 */
public final class SafetensorsFormat implements WeightFormat {

  private static final int LENGTH = 8;

  /** A tensor has about 100 bytes of it; a longer one is a lie that would fill the heap. */
  private static final long LONGEST_HEADER = 8 << 20;

  /** Training counts batches there; prediction does without. */
  private static final String NOT_A_WEIGHT = "num_batches_tracked";

  /** Made by {@link java.util.ServiceLoader}. */
  public SafetensorsFormat() {}

  @Override
  public String kinds() {
    return "safetensors";
  }

  @Override
  public boolean matches(Path path, byte[] head) {
    return name(path).endsWith(".safetensors") || isPickle(path, head);
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
  }

  /** A pickle of protocol 2 or later, or a zip archive that is named as PyTorch names its. */
  private static boolean isPickle(Path path, byte[] head) {
    boolean bare = head.length > 1 && head[0] == (byte) 0x80 && head[1] >= 2 && head[1] <= 5;
    boolean zip = head.length > 1 && head[0] == 'P' && head[1] == 'K';
    return bare || (zip && name(path).matches(".*\\.(pth|pt|bin|ckpt)"));
  }

  @Override
  public WeightFile read(Path path) throws IOException {
    long size = Files.size(path);
    try (InputStream in = Files.newInputStream(path)) {
      byte[] head = in.readNBytes(LENGTH);
      if (isPickle(path, head)) {
        throw new WeightsException(
            path
                + " is one of PyTorch's pickles, which can run code and are not read. Convert it in Python: safetensors.torch.save_file(torch.load(\"FILE\", weights_only=True), \"FILE.safetensors\")");
      }
      if (head.length < LENGTH) {
        throw new WeightsException(
            String.format(
                Locale.ROOT,
                "%s has %d bytes; expected a safetensors file, which begins with 8 bytes of its header's length. Copy or download it again",
                path,
                size));
      }
      long length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (length < 2 || length > Math.min(LONGEST_HEADER, size - LENGTH)) {
        throw new WeightsException(
            String.format(
                Locale.ROOT,
                "%s is not a safetensors file or is truncated: its header would have %s bytes; expected at most %d in a file of %d",
                path,
                Long.toUnsignedString(length),
                LONGEST_HEADER,
                size));
      }
      return file(path, in.readNBytes((int) length), size - LENGTH - length);
    }
  }

  private static WeightFile file(Path path, byte[] header, long dataBytes) {
    List<Tensor> tensors = tensors(path, header);
    checkOffsets(path, tensors, dataBytes);
    Map<String, List<Tensor>> modules = new LinkedHashMap<>();
    for (Tensor tensor : tensors) {
      if (!tensor.name().endsWith(NOT_A_WEIGHT)) {
        checkReadable(path, tensor);
        modules.computeIfAbsent(TorchLayer.moduleOf(tensor), name -> new ArrayList<>()).add(tensor);
      }
    }
    if (modules.isEmpty()) {
      throw new WeightsException(path + " has no tensor with weights. Save the model again");
    }
    long data = (long) LENGTH + header.length;
    List<LayerWeights> layers = new ArrayList<>();
    modules.forEach((name, own) -> layers.add(new TorchLayer(name, own).toWeights(path, data)));
    return new WeightFile(path, "safetensors", true, layers, "");
  }

  private static List<Tensor> tensors(Path path, byte[] header) {
    // A decoder that reports what is not UTF-8.
    var text =
        new InputStreamReader(
            new ByteArrayInputStream(header), StandardCharsets.UTF_8.newDecoder());
    try {
      return Header.read(new JsonReader(text));
    } catch (IOException | IllegalStateException e) {
      throw new WeightsException(
          "%s: its header is invalid: %s. The file is damaged or not safetensors; convert or download it again"
              .formatted(path, inWords(e)),
          e);
    }
  }

  /** The fault's first line: Gson adds the address of its help. */
  private static String inWords(Exception fault) {
    if (fault instanceof MalformedJsonException || fault instanceof CharacterCodingException) {
      return "it is not JSON in UTF-8";
    }
    return Printable.of(
        String.valueOf(fault.getMessage())
            .lines()
            .findFirst()
            .map(line -> line.length() > 200 ? line.substring(0, 200) + "..." : line)
            .orElse(""));
  }

  /** Every byte belongs to exactly one tensor. */
  private static void checkOffsets(Path path, List<Tensor> tensors, long dataBytes) {
    long end = 0;
    for (Tensor tensor :
        tensors.stream()
            .sorted(Comparator.comparingLong(Tensor::begin).thenComparingLong(Tensor::end))
            .toList()) {
      if (tensor.begin() != end) {
        throw new WeightsException(
            String.format(
                Locale.ROOT,
                "%s: tensor %s begins at %d; expected %d, where the tensor before it ends. The file is damaged; convert or download it again",
                path,
                tensor,
                tensor.begin(),
                end));
      }
      end = tensor.end();
    }
    if (end != dataBytes) {
      throw new WeightsException(
          String.format(
              Locale.ROOT,
              "%s has %d bytes of tensors; expected %d, where the last tensor ends. The file is truncated or damaged; copy or download it again",
              path,
              dataBytes,
              end));
    }
  }

  private static void checkReadable(Path path, Tensor tensor) {
    if (!tensor.type().isRead()) {
      throw new WeightsException(
          "%s: tensor %s is not of floating-point numbers; expected F16, BF16, F32 or F64. Save the model before it is quantized"
              .formatted(path, tensor));
    }
    if (tensor.length() == 0 || tensor.length() > Integer.MAX_VALUE) {
      throw new WeightsException(
          String.format(
              Locale.ROOT,
              "%s: tensor %s has %d numbers; expected 1 to %d. The file does not belong to a network declared here",
              path,
              tensor,
              tensor.length(),
              Integer.MAX_VALUE));
    }
  }
}
