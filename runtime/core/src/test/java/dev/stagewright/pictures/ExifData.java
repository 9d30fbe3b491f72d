package dev.stagewright.pictures;

/** EXIF data as cameras write them: a TIFF directory with the orientation among other tags. */
final class ExifData {

  private ExifData() {}

  static byte[] with(int orientation, boolean littleEndian) {
    BytesOut out = new BytesOut(littleEndian).text(littleEndian ? "II*\0" : "MM\0*");
    out.u32(14).text("Canon\0"); // the directory behind a text, which its first tag points to
    out.u16(3);
    out.u16(0x010f, 2).u32(6, 8); // maker
    out.u16(0x0112, 3).u32(1).u16(orientation, 0);
    out.u16(0x0131, 2).u32(2).text("x\0\0\0"); // software
    return out.u32(0).toByteArray();
  }
}
