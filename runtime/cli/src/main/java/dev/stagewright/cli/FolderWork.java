package dev.stagewright.cli;

/** What is timed of a folder's pictures, each over all of them. */
interface FolderWork {

  /** Computes without loading, in whole batches. */
  void engine();

  /** Loads without computing. */
  void loading();

  /** Computes what is loaded meanwhile. */
  void together();
}
