package dev.stagewright.cli;

import picocli.CommandLine.Command;

/** {@code stagewright data}: its commands are classes of their own. */
@Command(
    name = "data",
    description = "Checks, splits and shows images before a network is trained on them.")
final class DataCommand {}
