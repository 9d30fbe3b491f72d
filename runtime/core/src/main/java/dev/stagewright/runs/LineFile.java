package dev.stagewright.runs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.stagewright.files.OutputFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A text that grows by lines, each of which is handed to the operating system at once.
 *
 * @param path of the file
 */
record LineFile(Path path) {

  /** Writes the file anew; it appears whole. */
  void write(List<String> lines) {
    OutputFile.write(path, out -> out.write(text(lines)));
  }

  /** Adds a line. */
  void append(String line) {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap(text(List.of(line)));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /** All lines so far. */
  List<String> lines() {
    try {
      return Files.exists(path) ? Files.readAllLines(path) : List.of();
    } catch (IOException e) {
      throw RunException.failure("%s: cannot be read: %s".formatted(path, e.getMessage()), e);
    }
  }

  /** Removes a last line that a killed process left without its end. */
  void dropTornLine() {
    try (FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long end = channel.size();
      ByteBuffer one = ByteBuffer.allocate(1);
      while (end > 0) {
        one.clear();
        channel.read(one, end - 1);
        if (one.get(0) == '\n') {
          break;
        }
        end--;
      }
      channel.truncate(end);
    } catch (IOException e) {
      throw fault(e);
    }
  }

  private static byte[] text(List<String> lines) {
    return lines.stream().map(line -> line + "\n").collect(joining()).getBytes(UTF_8);
  }

  private RunException fault(IOException e) {
    return RunException.failure("%s: cannot be written: %s".formatted(path, e.getMessage()), e);
  }
}
