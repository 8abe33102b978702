package io.atomicdatasets.web;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service. */
@SpringBootApplication(scanBasePackages = "io.atomicdatasets")
public class Server {
    /** Serves until it is asked to stop. */
    public static void start(String... words) {
        SpringApplication application = new SpringApplication(Server.class);
        application.addInitializers(context -> limitFloods(), new UsableRoot());
        application.run(words);
    }

    /** Of what is logged over and over, too; programmatically, as the framework makes logging anew at each start. */
    private static void limitFloods() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers) {
            loggers.addTurboFilter(new FloodFilter(System::nanoTime));
        }
    }
}
