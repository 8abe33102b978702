package io.atomicdatasets.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.check.PickedImage;
import io.atomicdatasets.image.AtomicImage;
import io.atomicdatasets.image.Candidates;
import io.atomicdatasets.image.Partner;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Edit;
import io.atomicdatasets.spec.Specs;
import java.awt.Rectangle;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangedObjectTest {
    @ParameterizedTest
    @EnumSource
    void theBoxesAroundWhatDiffersAreThoseOfTheObjectThatWasEdited(Edit edit) {
        DatasetSpec spec = Specs.of("num_images", 1, "max_objects", 6, "split_by", "shapes", "pairs", edit.label());
        new Candidates(spec).walk(0, 500, (split, label, image) -> {
            Partner partner = image.partner();
            PickedImage picked = new PickedImage(0, image.cells(), label)
                    .withPartner(partner.image().cells(), partner.label());
            ChangedObject changed = new ChangedObject(spec.recipe(), picked, picked.partner());

            assertThat(changed.box(picked)).contains(box(image, partner.slot()));
            assertThat(changed.box(picked.partner()))
                    .isEqualTo(
                            edit == Edit.REMOVE ? Optional.empty() : Optional.of(box(partner.image(), partner.slot())));
            return true;
        });
    }

    private static Rectangle box(AtomicImage image, int object) {
        return new Rectangle(image.left(object), image.top(object), image.width(object), image.height(object));
    }
}
