package dev.meshwarden.policy.review;

import java.util.List;

/** Who asks: {@code request.userInfo}. */
public record User(String name, String uid, List<String> groups) {
    public User {
        groups = List.copyOf(groups);
    }
}
