/**
 * HDF5 files read with care. jHDF parses the structures; what they claim is checked here against
 * the bytes that are there, before memory is taken, and everything that can nest, repeat or expand
 * has a budget. Links, external files and virtual arrays are not followed.
 */
@NullMarked
package dev.stagewright.files.hdf5;

import org.jspecify.annotations.NullMarked;
