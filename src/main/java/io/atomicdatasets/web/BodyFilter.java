package io.atomicdatasets.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a request on when its body has come whole. */
final class BodyFilter extends OncePerRequestFilter {
    private final Reception reception;

    BodyFilter(Reception reception) {
        this.reception = reception;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (Reception.isAwaited(request)) {
            reception.receive(request);
        } else {
            chain.doFilter(request, response);
        }
    }
}
