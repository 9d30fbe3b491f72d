package dev.stagewright.data;

import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.pictures.DecodeOptions;
import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureDecoder;
import dev.stagewright.pictures.PictureException;
import dev.stagewright.storage.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Images that are files. They are decoded at every read, so there may be more than memory holds.
 */
abstract class FileImages implements ImageSource {

  private final List<StoredFile> files;

  /** One more than the sizes of the files that were read whole; 0 for others. */
  private final AtomicLongArray knownSizes;

  FileImages(List<StoredFile> files) {
    this.files = List.copyOf(files);
    this.knownSizes = new AtomicLongArray(files.size());
  }

  @Override
  public final int size() {
    return files.size();
  }

  @Override
  public final Picture picture(int image) {
    return picture(image, DecodeOptions.PLAIN);
  }

  @Override
  public final Picture picture(int image, DecodeOptions options) {
    return NamedPicture.of(files.get(image)).decode(options);
  }

  @Override
  public final @Nullable String fault(int image, Preflight preflight) {
    StoredFile file = files.get(image);
    try {
      Path onDisk = file.onDisk();
      if (onDisk != null && Files.exists(onDisk) && !Files.isRegularFile(onDisk)) {
        return name(image) + ": is not a regular file; remove it";
      }
      if (onDisk != null && preflight == Preflight.HEADERS) {
        PictureDecoder.check(onDisk);
      } else {
        byte[] bytes = file.bytes();
        knownSizes.set(image, bytes.length + 1L);
        PictureDecoder.check(bytes);
      }
      return null;
    } catch (PictureException e) {
      if (e.kind() == Kind.USAGE) {
        throw e; // a setting's fault, not the picture's
      }
      return name(image) + ": " + e.getMessage();
    } catch (IOException e) {
      return name(image) + ": cannot be read: " + e;
    }
  }

  @Override
  public final byte[] content(int image) {
    try {
      return files.get(image).bytes();
    } catch (IOException e) {
      throw new DataException(name(image) + ": cannot be read: " + e, e);
    }
  }

  @Override
  public final long fileSize(int image) {
    long known = knownSizes.get(image);
    try {
      return known > 0 ? known - 1 : files.get(image).size();
    } catch (IOException e) {
      throw new DataException(name(image) + ": cannot be read: " + e, e);
    }
  }

  @Override
  public final String path(int image) {
    return files.get(image).path();
  }

  @Override
  public final String name(int image) {
    return files.get(image).name();
  }
}
