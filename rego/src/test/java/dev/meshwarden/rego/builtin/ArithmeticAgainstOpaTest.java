package dev.meshwarden.rego.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random arithmetic: the same digits as the real opa prints, where the machine has it. */
final class ArithmeticAgainstOpaTest {
    private static final String[] OPERATORS = {
        "plus", "minus", "mul", "div", "rem", "equal", "lt", "gte"
    };
    private static final String[] ROUNDINGS = {"abs", "ceil", "floor", "round"};
    private static final String[] EDGES = {
        "0",
        "0.0",
        "1.0",
        "1.50",
        "1e3",
        "-0.5",
        "2.5",
        "-2.5",
        "1e400",
        "1e-400",
        "123456.5",
        "1234567.5",
        "0.0001",
        "0.00001",
        "9223372036854775807",
        "-9223372036854775808",
        "18446744073709551615",
        "18446744073709551616",
        "2147483648",
        "36893488147419103232.5"
    };

    private final Random random = new Random(20_261_124);

    @Test
    void everyResultHasOpasDigits() {
        OpaTool opa = OpaTool.orSkip();
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            String name = OPERATORS[random.nextInt(OPERATORS.length)];
            calls.add(name + "(" + number() + ", " + number() + ")");
            calls.add(ROUNDINGS[random.nextInt(ROUNDINGS.length)] + "(" + number() + ")");
        }
        List<String> theirs = opa.answers(calls, false);
        Map<String, String> wanted = new LinkedHashMap<>();
        Map<String, String> got = new LinkedHashMap<>();
        for (int i = 0; i < calls.size(); i++) {
            wanted.put(calls.get(i), theirs.get(i));
            got.put(calls.get(i), Call.run(calls.get(i)).text());
        }
        assertThat(got).isEqualTo(wanted);
    }

    private String number() {
        return switch (random.nextInt(7)) {
            case 0 -> EDGES[random.nextInt(EDGES.length)];
            case 1 -> Integer.toString(random.nextInt(-10, 10));
            case 2 -> new BigInteger(random.nextInt(1, 130), random).toString();
            case 3 -> new BigInteger(random.nextInt(1, 130), random).negate().toString();
            case 4 -> random.nextInt(-999, 1000) + "." + random.nextInt(100_000);
            case 5 ->
                    random.nextInt(-9, 10)
                            + "."
                            + random.nextInt(1000)
                            + "e"
                            + random.nextInt(-60, 60);
            default -> "0." + new BigInteger(random.nextInt(1, 90), random);
        };
    }
}
