package io.atomicdatasets.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.layout.TableFile.Rows;
import io.atomicdatasets.spec.Specs;
import io.atomicdatasets.spec.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableFileTest {
    @Test
    void everyNameIsThatOfItsFile() {
        for (Rows rows : Rows.values()) {
            for (Split split : Split.values()) {
                for (ArrayFile beside : new ArrayFile[] {
                    ArrayFile.of(split), ArrayFile.ofShard(split, 7), ArrayFile.ofShard(split, 123_456)
                }) {
                    TableFile file = new TableFile(rows, beside);

                    assertThat(TableFile.named(file.name())).contains(file);
                    assertThat(TableFile.arraysOf(file.name())).contains(beside);
                    assertThat(TableFile.arraysOf(beside.name())).contains(beside);
                    assertThat(ArrayFile.named(file.name())).isEmpty();
                }
            }
        }
        assertThat(new TableFile(Rows.OBJECTS, ArrayFile.ofShard(Split.VAL, 12)).name())
                .isEqualTo("val-objects-00012.parquet");
        assertThat(new TableFile(Rows.IMAGES, ArrayFile.of(Split.TEST)).name()).isEqualTo("test.parquet");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".parquet",
                "train",
                "train.npz",
                "train-objects",
                "trains.parquet",
                "train-objects-1.parquet",
                "train-objects-000001.parquet",
                "train-00000-objects.parquet",
                "train-objects-objects.parquet",
                "../train.parquet",
                "a/train.parquet",
                "TRAIN.parquet",
                "train.parquet\n",
                "train-99999999999999999999.parquet"
            })
    void whatIsNotTheNameOfATableIsNone(String name) {
        assertThat(TableFile.named(name)).isEmpty();
    }

    @Test
    void aDatasetHasTablesOnlyWhereTheyAreWanted() {
        ArrayFile train = ArrayFile.of(Split.TRAIN);

        assertThat(TableFile.of(Specs.of("num_images", 1, "annotations", true), train))
                .isEmpty();
        assertThat(TableFile.of(Specs.of("num_images", 1, "parquet", true), train))
                .containsExactly(new TableFile(Rows.IMAGES, train));
        assertThat(TableFile.of(Specs.of("num_images", 1, "parquet", true, "annotations", true), train))
                .containsExactly(new TableFile(Rows.IMAGES, train), new TableFile(Rows.OBJECTS, train));
    }
}
