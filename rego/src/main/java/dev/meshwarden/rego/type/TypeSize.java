package dev.meshwarden.rego.type;

/** Counts the parts of a type, as far as a limit: types share their parts, and forty short rules can describe a type of 2^40 of them. */
final class TypeSize {
    private int left;

    private TypeSize(int most) {
        this.left = most;
    }

    static boolean isWithin(Type type, int most) {
        var size = new TypeSize(most);
        size.count(type);
        return size.left >= 0;
    }

    private void count(Type type) {
        if (--left < 0) {
            return;
        }
        switch (type) {
            case Type.Unknown _, Type.Nothing _, Type.Simple _, Type.Function _ -> {}
            case Type.Any(var of) -> of.forEach(this::count);
            case Type.ArrayOf(var first, var rest) -> {
                first.forEach(this::count);
                rest.ifPresent(this::count);
            }
            case Type.SetOf(var member) -> count(member);
            case Type.ObjectOf(var known, var rest) -> {
                known.forEach(p -> count(p.value()));
                rest.ifPresent(d -> {
                    count(d.key());
                    count(d.value());
                });
            }
        }
    }
}
