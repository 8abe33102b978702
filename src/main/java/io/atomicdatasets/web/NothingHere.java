package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;

/** What a person reads who followed an address that leads nowhere; a program is told by a problem. */
final class NothingHere {
    private NothingHere() {}

    /** Browsers name HTML first; who accepts everything is no browser. */
    static boolean isReadByAPerson(WebRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.startsWith(MediaType.TEXT_HTML_VALUE);
    }

    static ResponseEntity<Object> page(WebRequest request) {
        String path = ((ServletWebRequest) request).getRequest().getRequestURI();
        String context = request.getContextPath();
        long steps = path.substring(context.length())
                        .chars()
                        .filter(each -> each == '/')
                        .count()
                - 1;
        // Relative, as a proxy may serve the page below a path of its own.
        String home = "./" + "../".repeat((int) steps);
        String html = """
                <!doctype html>
                <html lang="en">
                <head>
                  <meta charset="utf-8">
                  <meta name="viewport" content="width=device-width, initial-scale=1">
                  <meta name="color-scheme" content="light dark">
                  <title>There is nothing here</title>
                  <link rel="icon" href="%1$sfavicon.svg" type="image/svg+xml">
                  <link rel="stylesheet" href="%1$scss/base.css">
                </head>
                <body>
                  <main>
                    <h1>There is nothing here</h1>
                    <p>No page or API call has this address.</p>
                    <p class="actions"><a class="button primary" href="%1$s">New dataset</a>
                      <a class="button" href="%1$s?view=datasets">Datasets</a></p>
                  </main>
                </body>
                </html>
                """.formatted(home);
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .contentType(new MediaType(MediaType.TEXT_HTML, UTF_8))
                .body(html);
    }
}
