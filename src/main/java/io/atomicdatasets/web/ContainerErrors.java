package io.atomicdatasets.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Turns errors of the container and of the framework, raised outside controllers, into problems. The container writes them on
 * its thread, and waits for the client if it must; so no connection gets a second one.
 */
@Hidden
@RestController
final class ContainerErrors implements ErrorController {
    @RequestMapping("/error")
    ResponseEntity<ProblemDetail> error(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CONNECTION, "close");
        HttpStatusCode status = status(
                request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE),
                request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
        ProblemDetail problem = request.getAttribute(Reception.REFUSAL) instanceof ProblemDetail refusal
                ? refusal
                : ProblemType.problemOf(status);
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static HttpStatusCode status(@Nullable Object code, @Nullable Object failure) {
        for (Throwable cause = failure instanceof Throwable first ? first : null;
                cause != null;
                cause = cause.getCause()) {
            if (cause instanceof InvalidParameterException) {
                return HttpStatus.BAD_REQUEST;
            }
        }
        return code instanceof Integer status ? HttpStatusCode.valueOf(status) : HttpStatus.NOT_FOUND;
    }
}
