package io.atomicdatasets.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTest {
    private final List<String> closed = new ArrayList<>();

    @Test
    void allAreClosedThoughSomeFailAndTheFirstFailureTellsOfTheOthers() {
        List<Closeable> open = List.of(file("a"), failing("b"), file("c"), failing("d"));

        assertThatThrownBy(() -> Closing.all(open))
                .isInstanceOf(IOException.class)
                .hasMessage("b")
                .hasSuppressedException(new IOException("d"));
        assertThat(closed).containsExactly("a", "b", "c", "d");
    }

    private Closeable file(String name) {
        return () -> closed.add(name);
    }

    private Closeable failing(String name) {
        return () -> {
            closed.add(name);
            throw new IOException(name);
        };
    }
}
