package io.atomicdatasets.web;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service. */
@SpringBootApplication(scanBasePackages = "io.atomicdatasets")
public class Server {
    /** Serves until it is asked to stop. */
    public static void start(String... words) {
        SpringApplication application = new SpringApplication(Server.class);
        application.addInitializers(new UsableRoot());
        application.run(words);
    }
}
