package dev.meshwarden.webhook.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The words of options that take one of several: lower case, whether read, completed or named in a refusal. */
final class ChoiceWords {
    private ChoiceWords() {}

    /** Teaches a command and all below it to spell them so. */
    static void spellIn(CommandLine command) {
        for (OptionSpec option : new ArrayList<>(command.getCommandSpec().options())) {
            if (option.type().isEnum()) {
                command.getCommandSpec().remove(option);
                command.getCommandSpec()
                        .addOption(
                                OptionSpec.builder(option)
                                        .completionCandidates(words(option.type()))
                                        .converters(word -> constant(option.type(), word))
                                        .build());
            }
        }
        command.getSubcommands().values().forEach(ChoiceWords::spellIn);
    }

    private static List<String> words(Class<?> choices) {
        return Arrays.stream(choices.getEnumConstants()).map(ChoiceWords::word).toList();
    }

    private static Object constant(Class<?> choices, String word) {
        for (Object constant : choices.getEnumConstants()) {
            if (word(constant).equalsIgnoreCase(word)) {
                return constant;
            }
        }
        throw new CommandLine.TypeConversionException(
                "expected one of %s but was '%s'"
                        .formatted(String.join(", ", words(choices)), word));
    }

    private static String word(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
    }
}
