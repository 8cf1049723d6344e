package io.cameo.numpy;

import io.cameo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;

/** Runs a pickle's instructions, those that are allowed. Names and sizes of instructions: CPython, Lib/pickletools.py. */
final class PickleMachine {
    private static final int NEWEST_PROTOCOL = 5;
    private static final PickleValue.Whole[] SMALL = small();

    private final PickleInput in;
    private final PickleVocabulary vocabulary;
    private final PickleStack stack;
    private final PickleRebuild rebuild;
    private int protocol;

    PickleMachine(PickleInput in, PickleVocabulary vocabulary) {
        this.in = in;
        this.vocabulary = vocabulary;
        this.stack = new PickleStack(in);
        this.rebuild = new PickleRebuild(in, stack, vocabulary.hasObjects());
    }

    Pickle run() {
        while (true) {
            int opcode = in.opcode();
            if (opcode == '.') {
                return finish();
            }
            boolean known = runNumber(opcode) || runString(opcode) || runSequence(opcode) || runMemo(opcode);
            if (!known && !(vocabulary.hasObjects() && runObject(opcode))) {
                runOther(opcode);
            }
        }
    }

    private Pickle finish() {
        if (!stack.isFinished()) {
            throw in.fault("pickle stops in the middle");
        }
        if (!rebuild.isFinished()) {
            throw in.fault("pickle stops with an array that has no state");
        }
        return new Pickle(stack.pop(), protocol, in.at());
    }

    private boolean runNumber(int opcode) {
        switch (opcode) {
            case 'N' -> stack.push(PickleValue.Nothing.NONE);
            case 0x88 -> stack.push(PickleValue.Truth.TRUE);
            case 0x89 -> stack.push(PickleValue.Truth.FALSE);
            case 'K' -> pushWhole(in.u8());
            case 'M' -> pushWhole(in.u16());
            case 'J' -> pushWhole(in.i32());
            case 'I' -> pushWord(in.word());
            case 'L' -> {
                String digits = in.word();
                pushWhole(in.number(digits.endsWith("L") ? digits.substring(0, digits.length() - 1) : digits));
            }
            case 0x8a -> pushWhole(in.whole(in.u8()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean runString(int opcode) {
        switch (opcode) {
            case 'U', 'C' -> pushBytes(in.slice(in.u8()));
            case 'T' -> pushBytes(in.slice(in.i32()));
            case 'B' -> pushBytes(in.slice(in.u32()));
            case 0x8e, 0x96 -> pushBytes(in.slice(in.u64()));
            case 'S' -> pushQuoted(in.line());
            case 'V' -> pushText(in.line(), TextForm.UNICODE_ESCAPE);
            case 0x8c -> pushText(in.slice(in.u8()), TextForm.UTF8);
            case 'X' -> pushText(in.slice(in.u32()), TextForm.UTF8);
            case 0x8d -> pushText(in.slice(in.u64()), TextForm.UTF8);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean runSequence(int opcode) {
        switch (opcode) {
            case '(' -> stack.mark();
            case ')' -> pushTuple();
            case 't' -> pushTuple(stack.popToMark());
            case 0x85 -> pushTuple(stack.pop());
            case 0x86 -> {
                PickleValue second = stack.pop();
                pushTuple(stack.pop(), second);
            }
            case 0x87 -> {
                PickleValue third = stack.pop();
                PickleValue second = stack.pop();
                pushTuple(stack.pop(), second, third);
            }
            case ']' -> stack.push(stack.create(PickleSequence.emptyList()));
            case 'l' -> {
                PickleValue[] items = stack.popToMark();
                PickleSequence list = PickleSequence.emptyList();
                list.append(items, 0, items.length);
                stack.push(stack.create(list));
            }
            case 'a' -> stack.appendOne();
            case 'e' -> stack.appendToMark();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean runMemo(int opcode) {
        switch (opcode) {
            case 0x94 -> stack.memoize();
            case 'q' -> stack.memoize(in.u8());
            case 'r' -> stack.memoize(in.u32());
            case 'p' -> stack.memoize(in.number(in.word()));
            case 'h' -> stack.recall(in.u8());
            case 'j' -> stack.recall(in.u32());
            case 'g' -> stack.recall(in.number(in.word()));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** What stands only in pickles of objects. */
    private boolean runObject(int opcode) {
        switch (opcode) {
            case 'G' -> stack.push(stack.create(new PickleValue.Real(in.f64())));
            case '}' -> stack.push(stack.create(new PickleMap()));
            case 's' -> stack.putOne();
            case 'u' -> stack.putToMark();
            case 0x81 -> rebuild.object();
            case 'Q' -> {
                if (!vocabulary.hasReferences()) {
                    return false;
                }
                stack.push(stack.create(new PickleReference(stack.pop())));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void runOther(int opcode) {
        switch (opcode) {
            case 0x80 -> readProtocol();
            case 0x95 -> {
                long length = in.u64();
                if (length < 0 || length > in.size() - in.at()) {
                    throw in.fault("pickle is cut off");
                }
            }
            case 'c' -> {
                String module = in.word();
                stack.push(name(module, in.word()));
            }
            case 0x93 -> {
                String name = PickleRebuild.word(stack.pop());
                stack.push(name(PickleRebuild.word(stack.pop()), name));
            }
            case 'i' ->
                throw in.fault("pickle would make an object: opcode=INST, name=" + Shown.text(in.word()) + "."
                        + Shown.text(in.word()));
            case 'R' -> rebuild.reduce();
            case 'b' -> rebuild.build();
            default -> throw in.fault("pickle instruction is not allowed: opcode=" + PickleOpcodes.name(opcode));
        }
    }

    private void readProtocol() {
        int declared = in.u8();
        if (declared > NEWEST_PROTOCOL || in.opcodeOffset() != 0) {
            throw in.fault("pickle protocol is not known: protocol=" + declared + ", expected<=" + NEWEST_PROTOCOL
                    + " at the start");
        }
        protocol = declared;
    }

    private PickleValue name(String module, String name) {
        PickleValue known = vocabulary.find(module, name);
        if (known == null) {
            throw in.fault(
                    "pickle names something that is not allowed: name=" + Shown.text(module) + "." + Shown.text(name));
        }
        return known;
    }

    private void pushWhole(long value) {
        stack.push(
                value >= 0 && value < SMALL.length ? SMALL[(int) value] : stack.create(new PickleValue.Whole(value)));
    }

    /** Under protocols 0 and 1 truth values are integers with a zero before them. */
    private void pushWord(String word) {
        switch (word) {
            case "00" -> stack.push(PickleValue.Truth.FALSE);
            case "01" -> stack.push(PickleValue.Truth.TRUE);
            default -> pushWhole(in.number(word));
        }
    }

    private void pushBytes(MemorySegment source) {
        stack.push(stack.create(PickleBytes.raw(source)));
    }

    private void pushText(MemorySegment source, TextForm form) {
        stack.push(stack.create(new PickleText(source, form)));
    }

    private void pushQuoted(MemorySegment line) {
        long size = line.byteSize();
        int quote = size < 2 ? 0 : line.get(LittleEndian.BYTE, 0);
        if ((quote != '\'' && quote != '"') || line.get(LittleEndian.BYTE, size - 1) != quote) {
            throw in.fault("pickle has a string without quotes");
        }
        PickleText text = new PickleText(line.asSlice(1, size - 2), TextForm.QUOTED);
        stack.push(stack.create(rebuild.latin1(text)));
    }

    private void pushTuple(PickleValue... items) {
        stack.push(stack.create(PickleSequence.tuple(items)));
    }

    private static PickleValue.Whole[] small() {
        PickleValue.Whole[] values = new PickleValue.Whole[256];
        for (int i = 0; i < values.length; i++) {
            values[i] = new PickleValue.Whole(i);
        }
        return values;
    }
}
