package dev.meshwarden.webhook.soak;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one replica answered: right, wrong, or nothing that decides. Any thread. */
final class Answers {
    private static final Pattern DECISION = Pattern.compile("\"decision\":\"([0-9a-f-]{36})\"");
    private static final Pattern CODE = Pattern.compile("\"code\":(429|500|503)");

    private final AtomicLong right = new AtomicLong();
    private final Set<UUID> recorded = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Miss> misses = new ConcurrentLinkedQueue<>();

    /**
     * A review without a verdict.
     *
     * @param begun when it was asked
     * @param ended when that was known
     * @param explicit the server said so itself
     */
    record Miss(long begun, long ended, boolean explicit, String what) {}

    void take(Question question, long begun, HttpResponse<String> answer) {
        String body = answer.body();
        boolean allowed = body.contains("\"allowed\":true");
        boolean denied = body.contains("\"allowed\":false");
        Matcher code = CODE.matcher(body);
        if (answer.statusCode() != 200 || (denied && code.find())) {
            missed(begun, true, answer.statusCode() + " " + body);
        } else if (allowed == question.allowed() && denied != allowed && names(question, body)) {
            right.incrementAndGet();
            Matcher id = DECISION.matcher(body);
            if (body.contains("\"record\":\"") && id.find()) {
                recorded.add(UUID.fromString(id.group(1)));
            }
        } else {
            wrong.add(question.mark() + " " + question.path() + ": " + body);
        }
    }

    private static boolean names(Question question, String body) {
        return question.allowed() || body.contains(question.mark());
    }

    void failed(long begun, Exception why) {
        missed(begun, false, why.toString());
    }

    private void missed(long begun, boolean explicit, String what) {
        String cut = what.length() <= 300 ? what : what.substring(0, 300);
        misses.add(new Miss(begun, System.nanoTime(), explicit, cut));
    }

    long right() {
        return right.get();
    }

    /** Ids of the decisions that were answered with the place of their record. */
    Set<UUID> recorded() {
        return recorded;
    }

    List<String> wrong() {
        return new ArrayList<>(wrong);
    }

    List<Miss> misses() {
        return new ArrayList<>(misses);
    }
}
