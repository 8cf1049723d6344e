package io.cameo.dataset.matting;

import io.cameo.archive.TreeFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes samples as {@code expected_index.json} lists them, with the line breaks of Python's {@code json.dump(indent=1)}. */
final class ExpectedIndex {
    private final Map<String, Object> parts = new LinkedHashMap<>();

    /** Images with paths below {@code prefix}; masks are left out for a part without the key. */
    ExpectedIndex images(String part, String prefix, List<MattingSample> samples, boolean withMasks) {
        List<Object> all = new ArrayList<>();
        for (MattingSample sample : samples) {
            MattingFrame frame = sample.frames().getFirst();
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            entry.put("image", prefix + frame.image().name());
            entry.put(
                    "alphas",
                    frame.instances().stream()
                            .map(instance -> prefix + instance.alpha().name())
                            .toList());
            List<TreeFile> masks = frame.instances().stream()
                    .map(MattingInstance::mask)
                    .filter(Objects::nonNull)
                    .toList();
            if (withMasks) {
                List<String> names =
                        masks.stream().map(mask -> prefix + mask.name()).toList();
                entry.put("masks", names.isEmpty() ? null : names);
            }
            all.add(entry);
        }
        parts.put(part, all);
        return this;
    }

    ExpectedIndex testClips(String part, List<MattingSample> videos, int length, int overlap) {
        List<Object> all = new ArrayList<>();
        for (MattingSample video : videos) {
            for (MattingClip clip : MattingClip.test(video.frames().size(), length, overlap)) {
                List<String> frames = video.frames().subList(clip.begin(), clip.end()).stream()
                        .map(frame -> frame.image().fileName())
                        .toList();
                all.add(clip(video, clip.begin(), frames));
            }
        }
        parts.put(part, all);
        return this;
    }

    ExpectedIndex trainClips(String part, List<MattingSample> videos, int length) {
        List<Object> all = new ArrayList<>();
        for (MattingSample video : videos) {
            MattingClip.trainStarts(video.frames().size(), length).forEach(start -> all.add(clip(video, start, null)));
        }
        parts.put(part, all);
        return this;
    }

    private static Map<String, @Nullable Object> clip(MattingSample video, int start, @Nullable List<String> frames) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("video", video.name());
        entry.put("start", start);
        entry.put("frames_eval", frames);
        return entry;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        write(parts, "\n", text);
        return text.toString();
    }

    private static void write(@Nullable Object value, String lineStart, StringBuilder out) {
        String inner = lineStart + " ";
        String separator = inner;
        if (value instanceof Map<?, ?> map) {
            out.append('{');
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(separator).append('"').append(entry.getKey()).append("\": ");
                write(entry.getValue(), inner, out);
                separator = "," + inner;
            }
            out.append(lineStart).append('}');
        } else if (value instanceof List<?> list) {
            out.append('[');
            for (Object element : list) {
                out.append(separator);
                write(element, inner, out);
                separator = "," + inner;
            }
            out.append(lineStart).append(']');
        } else if (value instanceof String) {
            out.append('"').append(value).append('"');
        } else {
            out.append(value);
        }
    }
}
