package io.atomicdatasets.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.catalina.Globals;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives back to a request the path that a proxy took off it and tells as {@code X-Forwarded-Prefix}, as a part of its context
 * path, so that every address in an answer begins with it. Believed are the proxies whose other headers Tomcat believes.
 */
final class PathPrefixFilter extends OncePerRequestFilter {
    private static final String PREFIX = "X-Forwarded-Prefix";
    private static final Pattern SYNTAX = Pattern.compile("(/[A-Za-z0-9._~@:=,+-]+)+/?");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String prefix = request.getHeader(PREFIX);
        boolean isBelieved = Boolean.TRUE.equals(request.getAttribute(Globals.REQUEST_FORWARDED_ATTRIBUTE));
        boolean isThere = isBelieved && prefix != null && SYNTAX.matcher(prefix).matches();
        chain.doFilter(isThere ? new Prefixed(request, prefix.replaceFirst("/$", "")) : request, response);
    }

    /** A request whose body has come is dispatched again, without what wrapped it. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    private static final class Prefixed extends HttpServletRequestWrapper {
        private final String prefix;

        private Prefixed(HttpServletRequest request, String prefix) {
            super(request);
            this.prefix = prefix;
        }

        @Override
        public String getContextPath() {
            return prefix + super.getContextPath();
        }

        @Override
        public String getRequestURI() {
            return prefix + super.getRequestURI();
        }

        @Override
        public StringBuffer getRequestURL() {
            StringBuffer url = super.getRequestURL();
            return url.insert(url.length() - super.getRequestURI().length(), prefix);
        }
    }
}
