package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.logging.logback.ExtendedWhitespaceThrowableProxyConverter;
import org.springframework.core.io.ClassPathResource;

/** Nothing that a client sends begins a record of the log, speaks to a terminal, or fills the disk. */
class LogTest {
    private static final String FORGED = "\n2026-11-27T00:00:00.000Z ERROR FAKE\u001b[31m\r2026\u0085\u2028";

    private final LoggerContext context = new LoggerContext();
    private final Logger logger = context.getLogger("a.Logger");

    @Test
    void messagesAndExceptionsBeginNoRecordAndHoldNoControlCharacters() throws IOException {
        Throwable failure = new IllegalStateException(FORGED, new IOException(FORGED));

        String record = layout().doLayout(new LoggingEvent("", logger, Level.ERROR, "said " + FORGED, failure, null));

        assertThat(record)
                .contains("said", "FAKE?[31m", "IllegalStateException", "Caused by")
                .endsWith("\n");
        assertThat(record.lines().skip(1)).allMatch(line -> line.isEmpty() || line.startsWith("    "));
        assertThat(record.chars().filter(c -> (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0)))
                .isEmpty();
    }

    @Test
    void aRecordWithoutAnExceptionIsOneLine() throws IOException {
        String record = layout().doLayout(new LoggingEvent("", logger, Level.INFO, "said", null, null));

        assertThat(record).endsWith("Logger: said\n");
    }

    @Test
    void aComplaintThatIsRepeatedIsLeftOutUntilAWhileHasPassed() {
        AtomicLong now = new AtomicLong();
        FloodFilter filter = new FloodFilter(now::get);
        for (int i = 0; i < 5; i++) {
            assertThat(complain(filter, "one")).isEqualTo(FilterReply.NEUTRAL);
        }

        assertThat(complain(filter, "one")).isEqualTo(FilterReply.DENY);
        assertThat(complain(filter, "another")).isEqualTo(FilterReply.NEUTRAL);
        now.addAndGet(60_000_000_000L);
        assertThat(complain(filter, "one")).isEqualTo(FilterReply.NEUTRAL);
    }

    private FilterReply complain(FloodFilter filter, String format) {
        return filter.decide(null, logger, Level.ERROR, format, null, null);
    }

    private PatternLayout layout() throws IOException {
        PatternLayout layout = new PatternLayout();
        layout.getInstanceConverterMap().put("wEx", ExtendedWhitespaceThrowableProxyConverter::new);
        layout.setContext(context);
        layout.setPattern(String.valueOf(new YamlPropertySourceLoader()
                .load("settings", new ClassPathResource("application.yaml"))
                .get(0)
                .getProperty("logging.pattern.console")));
        layout.start();
        return layout;
    }
}
