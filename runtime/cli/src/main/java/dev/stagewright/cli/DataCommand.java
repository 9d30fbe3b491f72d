package dev.stagewright.cli;

import picocli.CommandLine.Command;

/** {@code stagewright data}: its commands. */
@Command(name = "data", description = "Looks into data to train on.")
final class DataCommand {}
