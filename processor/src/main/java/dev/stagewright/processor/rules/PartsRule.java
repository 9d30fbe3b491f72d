package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.NetworkDeclaration.Part;
import dev.stagewright.processor.declaration.Site;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;
import javax.lang.model.element.Name;

/** A network has a stem, at least one stage and a head, and none of them stands alone. */
final class PartsRule implements Rule {

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    if (MetaAnnotationRule.speaksOf(declaration)) {
      return;
    }
    Name name = declaration.type().getSimpleName();
    if (declaration.resNet().isEmpty()) {
      Part part = declaration.firstPart();
      report.add(Problem.RESNET_MISSING, part.site(), part.name(), name, part.name());
      return;
    }
    Site site = declaration.resNet().get().site();
    if (declaration.stem().isEmpty()) {
      report.add(Problem.STEM_MISSING, site, name);
    }
    if (declaration.stages().isEmpty()) {
      report.add(Problem.STAGE_MISSING, site, name);
    }
    if (declaration.head().isEmpty()) {
      report.add(Problem.HEAD_MISSING, site, name);
    }
  }
}
