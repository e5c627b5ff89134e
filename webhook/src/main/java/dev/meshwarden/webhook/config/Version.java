package dev.meshwarden.webhook.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The program's own version, as its build wrote it. */
public record Version(String text) {
    /** Of the running program. */
    public static Version current() {
        var properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                throw new IllegalStateException("bug: version.properties is not on the class path");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Version(properties.getProperty("version", ""));
    }

    @Override
    public String toString() {
        return text;
    }
}
