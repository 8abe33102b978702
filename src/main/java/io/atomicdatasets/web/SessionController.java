package io.atomicdatasets.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/session")
@Tag(name = "Session", description = "For browsers, which cannot send headers with pictures and links.")
final class SessionController {
    private final Optional<ApiKey> key;

    SessionController(Optional<ApiKey> key) {
        this.key = key;
    }

    @PostMapping
    @Operation(
            operationId = "beginSession",
            summary = "Begin a session",
            description =
                    "With the key in a header; sets a cookie that is as good as the key for twelve hours. Without a"
                            + " key configured there is nothing to begin.")
    @ApiResponse(responseCode = "204", description = "Begun.")
    @Problems(ProblemType.KEY_WANTED)
    ResponseEntity<Void> begin(@Parameter(hidden = true) HttpServletRequest request) {
        if (key.isEmpty()) {
            return ResponseEntity.noContent().build();
        }
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        if (who == null || !who.getName().equals(KeyFilter.BY_KEY)) { // a session cannot renew itself
            throw new ProblemException(
                    ProblemType.KEY_WANTED,
                    "Send the API key as Authorization: Bearer or as " + KeyFilter.KEY_HEADER + ".");
        }
        return answer(key.get().session(), ApiKey.SESSION, request);
    }

    @DeleteMapping
    @Operation(operationId = "endSession", summary = "End the session")
    @ApiResponse(responseCode = "204", description = "Ended: the browser forgets the cookie.")
    ResponseEntity<Void> end(@Parameter(hidden = true) HttpServletRequest request) {
        return answer("", Duration.ZERO, request);
    }

    private static ResponseEntity<Void> answer(String session, Duration life, HttpServletRequest request) {
        ResponseCookie cookie = ResponseCookie.from(KeyFilter.COOKIE, session)
                .httpOnly(true)
                .sameSite("Strict")
                .secure(request.isSecure())
                .path("/")
                .maxAge(life)
                .build();
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, cookie.toString())
                .build();
    }
}
