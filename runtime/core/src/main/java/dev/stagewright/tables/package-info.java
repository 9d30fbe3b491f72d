/** Tables of text: CSV and TSV. */
@NullMarked
package dev.stagewright.tables;

import org.jspecify.annotations.NullMarked;
