package dev.stagewright.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageTest {

  @TempDir private Path folder = Path.of("");

  private static byte[] bytes(StoredFile file) {
    try {
      return file.bytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"data.zip", "data.tar", "data.tar.gz"})
  void filesOfAnArchiveAreFoundInTheirFolders(String name) throws IOException {
    String longName = "b/" + "long/".repeat(30) + "x.jpg";
    Path archive = Archives.write(folder.resolve(name), "b/2.jpg", "a/1.jpg", longName, "t.csv");
    StoredFolder root = Storage.open(archive);

    assertThat(root.files()).extracting(StoredFile::path).containsExactly("t.csv");
    assertThat(root.folders()).extracting(StoredFolder::folderName).containsExactly("a", "b");
    assertThat(root.allFiles())
        .extracting(StoredFile::path)
        .containsExactly("t.csv", "a/1.jpg", "b/2.jpg", longName);
    assertThat(root.folders().get(1).name()).isEqualTo(archive + "!/b");
    StoredFile file = root.folders().get(0).files().get(0);
    assertThat(file.name()).isEqualTo(archive + "!/a/1.jpg");
    assertThat(file.size()).isEqualTo(bytes(file).length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"many.zip", "many.tar", "many.tgz.gz"})
  void severalThreadsReadAtOnce(String name) throws IOException {
    String[] files =
        IntStream.range(0, 500).mapToObj(i -> "x".repeat(1 + i % 60) + i).toArray(String[]::new);
    List<StoredFile> stored = Storage.open(Archives.write(folder.resolve(name), files)).allFiles();

    assertThat(stored).hasSize(500);
    assertThat(stored.parallelStream())
        .allMatch(file -> Arrays.equals(bytes(file), Archives.content(file.path())));
  }

  @Test
  void whatIsNotAnArchiveIsNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("x.zip"), "no archive");

    assertThatThrownBy(() -> Storage.open(text))
        .hasMessage(text + ": is not a folder; expected one, or a zip, tar or tar.gz archive");
    assertThatThrownBy(() -> Storage.open(folder.resolve("nope")))
        .hasMessage(folder.resolve("nope") + ": does not exist; expected a folder or an archive");
  }

  @ParameterizedTest
  @CsvSource({
    "data.zip, is a damaged or truncated archive",
    "data.tar, cannot be read as an archive",
    "data.tar.gz, is truncated; copy or download it again"
  })
  void truncatedArchivesAreNamed(String name, String fault) throws IOException {
    String[] files = IntStream.range(0, 99).mapToObj(i -> "a/" + i).toArray(String[]::new);
    Path archive = Archives.write(folder.resolve(name), files);
    try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() * 2 / 3 - 100);
    }

    assertThatThrownBy(() -> Storage.open(archive))
        .isInstanceOf(StorageException.class)
        .hasMessageStartingWith(archive + ": " + fault);
  }

  @Test
  void aDamagedEntryOfAZipIsAFault() throws IOException {
    Path archive = Archives.write(folder.resolve("data.zip"), "a/1.jpg");
    try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {'?'}), 30 + "a/1.jpg".length() + 4);
    }
    StoredFile file = Storage.open(archive).allFiles().get(0);

    assertThatThrownBy(file::bytes).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x.jpg", "/x.jpg", "a//x.jpg"})
  void pathsThatLeadElsewhereAreRefused(String path) throws IOException {
    Path archive = Archives.write(folder.resolve("data.zip"), path);

    assertThatThrownBy(() -> Storage.open(archive))
        .hasMessage(
            "%s: found a file named \"%s\"; expected relative paths with / between names, without .. among them. Write the archive again",
            archive, path);
  }

  @Test
  void linksInATarAreRefused() throws IOException {
    Path archive = folder.resolve("data.tar");
    try (var tar = new TarArchiveOutputStream(Files.newOutputStream(archive))) {
      TarArchiveEntry entry = new TarArchiveEntry("a/link.jpg", TarConstants.LF_SYMLINK);
      entry.setLinkName("1.jpg");
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    }

    assertThatThrownBy(() -> Storage.open(archive))
        .hasMessage(
            "%s: found a/link.jpg, which is a link or another special file; expected plain files only. Write the archive again with tar --dereference --hard-dereference",
            archive);
  }
}
