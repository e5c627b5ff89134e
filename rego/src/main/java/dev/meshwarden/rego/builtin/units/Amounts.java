package dev.meshwarden.rego.builtin.units;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;

/**
 * Texts like {@code 10Gi}. {@code units.parse} is exact, to ten decimals where it is not whole, and tells {@code m} from {@code M};
 * {@code units.parse_bytes} ignores case and cuts what is less than a byte.
 */
final class Amounts {
    /** As OPA has it: the binary double nearest to a thousandth, not a thousandth. */
    @SuppressWarnings("BigDecimalLiteralDouble") // meant
    private static final BigDecimal MILLI = new BigDecimal(0.001);

    private static final String PARSE = "units.parse: ";
    private static final String BYTES = "units.parse_bytes: ";
    private static final int DECIMALS = 10;
    private static final int TINY = 40;

    /** By first letter, small. */
    private static final Map<Character, Integer> POWERS =
            Map.of('k', 1, 'm', 2, 'g', 3, 't', 4, 'p', 5, 'e', 6);

    private Amounts() {}

    static Num parse(BuiltinContext context, Value[] arguments) {
        String text = Operands.text(arguments, 0).replace("\"", "");
        Amount amount = Amount.of(text, PARSE, "no amount provided");
        String unit = amount.unit();
        if (unit.length() > 1) {
            unit = unit.charAt(0) + unit.substring(1).toLowerCase(Locale.ROOT);
        }
        BigDecimal factor = BigDecimal.ONE;
        if (unit.equals("m")) {
            factor = MILLI;
        } else if (!unit.isEmpty()) {
            factor = factor(unit, "i", "");
            if (factor.signum() == 0) {
                throw BuiltinError.failed(PARSE + "unit " + unit + " not recognized");
            }
        }
        BigDecimal value = amount.value(PARSE + "could not parse amount to a number");
        context.budget().digits((long) value.precision() - value.scale());
        if (isTiny(value)) {
            value = BigDecimal.ONE.scaleByPowerOfTen(-TINY);
        }
        BigDecimal product = value.multiply(factor);
        if (product.signum() == 0 || product.stripTrailingZeros().scale() <= 0) {
            return Num.of(product.toBigInteger());
        }
        return Num.parse(product.setScale(DECIMALS, RoundingMode.HALF_UP).toPlainString());
    }

    static Num parseBytes(BuiltinContext context, Value[] arguments) {
        String text = Operands.text(arguments, 0).toLowerCase(Locale.ROOT).replace("\"", "");
        Amount amount = Amount.of(text, BYTES, "no byte amount provided");
        String unit = amount.unit();
        BigDecimal factor =
                unit.isEmpty() ? BigDecimal.ONE : factor(unit.replaceFirst("b$", ""), "i", "");
        if (factor.signum() == 0 || unit.equals("b")) {
            throw BuiltinError.failed(BYTES + "byte unit " + unit + " not recognized");
        }
        BigDecimal value = amount.value(BYTES + "could not parse byte amount to a number");
        context.budget().digits((long) value.precision() - value.scale());
        if (isTiny(value)) {
            return Num.of(0);
        }
        Num product = Num.parse(value.toString()).roundedTimes(Num.parse(factor.toPlainString()));
        return Num.of(product.truncated());
    }

    /** So little, and not nothing, that no unit makes anything of it. */
    private static boolean isTiny(BigDecimal value) {
        return value.signum() != 0 && value.precision() - value.scale() < -TINY;
    }

    /** Powers of 1000, or with the suffix of 1024; zero for no unit. */
    private static BigDecimal factor(String unit, String binarySuffix, String decimalSuffix) {
        Integer power = unit.isEmpty() ? null : POWERS.get(Character.toLowerCase(unit.charAt(0)));
        String rest = unit.isEmpty() ? "" : unit.substring(1);
        if (power == null) {
            return BigDecimal.ZERO;
        } else if (rest.equals(binarySuffix)) {
            return new BigDecimal(BigInteger.ONE.shiftLeft(10 * power));
        }
        return rest.equals(decimalSuffix)
                ? BigDecimal.ONE.scaleByPowerOfTen(3 * power)
                : BigDecimal.ZERO;
    }
}
