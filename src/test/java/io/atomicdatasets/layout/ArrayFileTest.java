package io.atomicdatasets.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.atomicdatasets.spec.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayFileTest {
    @ParameterizedTest
    @ValueSource(strings = {"train.npz", "val.npz", "test-00000.npz", "train-00007.npz", "val-123456.npz"})
    void aNameIsReadAsItIsWritten(String name) {
        assertThat(ArrayFile.named(name)).map(ArrayFile::name).contains(name);
    }

    @Test
    void theNameTellsSplitAndShard() {
        assertThat(ArrayFile.named("val-00012.npz")).contains(ArrayFile.ofShard(Split.VAL, 12));
        assertThat(ArrayFile.named("test.npz")).contains(ArrayFile.of(Split.TEST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "train",
                "Train.npz",
                "train-7.npz",
                "train-000007.npz",
                "train--0001.npz",
                "train-00001.npz/",
                "other-00001.npz",
                "../train.npz",
                "train-00001.npy",
                "train-9999999999999999999.npz"
            })
    void otherNamesAreNone(String name) {
        assertThat(ArrayFile.named(name)).isEmpty();
    }

    @Test
    void noShardIsBeforeTheFirst() {
        assertThatIllegalArgumentException().isThrownBy(() -> ArrayFile.ofShard(Split.TRAIN, -1));
    }
}
