package io.cameo.lst;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.lst.ListDialects.Kind;
import io.cameo.lst.ListDialects.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListDialectsTest {
    @TempDir
    Path folder;

    private Verdict sniff(String text) throws IOException {
        Path file = folder.resolve("list");
        Files.writeString(file, text);
        return ListDialects.sniff(file);
    }

    @Test
    void tellsTheGoldensApart() throws IOException {
        for (String name : new String[] {"aligned.lst", "align.lst"}) {
            Verdict verdict = ListDialects.sniff(Path.of("testdata/lst/faces", name));
            assertThat(verdict.kind()).as(name).isEqualTo(Kind.INSIGHTFACE);
        }
        Verdict verdict = ListDialects.sniff(Path.of("testdata/lst/rec_shuf.lst"));
        assertThat(verdict.kind()).isEqualTo(Kind.IM2REC);
        assertThat(verdict.reason()).contains("not InsightFace's: label is not a whole number");
    }

    @Test
    void saysWhyItIsNotTheOther() throws IOException {
        assertThat(sniff("1\timg/0.jpg\t0\n1\timg/1.jpg\t0\n").reason())
                .isEqualTo("InsightFace list: fits=2 of 2 lines, not im2rec's: label is not a number: position=0,"
                        + " label=img/0.jpg");
    }

    @Test
    void tellsTheOtherKindsApart() throws IOException {
        String points = " 1 2 3 4 5 6 7 8 9 10";
        assertThat(sniff("a/1.jpg 7" + points + "\nb/1.jpg 8" + points).kind()).isEqualTo(Kind.GLINT);
        assertThat(sniff("a/1.jpg" + points).kind()).isEqualTo(Kind.GLINT);
        assertThat(sniff("a/1.jpg 1 2 3.5 4" + points).kind()).isEqualTo(Kind.DIR2REC);
        assertThat(sniff("10\t300\nAbel_Pacheco\t1\t4\nAbdel_Madi\t3\tDean_Jacek\t2\n")
                        .kind())
                .isEqualTo(Kind.LFW_PAIRS);
        assertThat(sniff("Abel_Pacheco 1 4\nAhmed 1 1\n").kind()).isEqualTo(Kind.LFW_PAIRS);
        assertThat(sniff("a/1.jpg b/1.jpg 0\na/1.jpg a/2.jpg 1\n").kind()).isEqualTo(Kind.PAIRS_LABEL);
        assertThat(sniff("0 1 a.jpg\n1 1 b c.jpg\n").kind()).isEqualTo(Kind.IM2REC_SPACES);
        assertThat(sniff("0\t1.5\t2\ta.jpg\n").kind()).isEqualTo(Kind.IM2REC);
    }

    @Test
    void saysWhenItCannotTell() throws IOException {
        Verdict verdict = sniff("0\t1\t2\n1\t1\t2\n");
        assertThat(verdict.kind()).isNull();
        assertThat(verdict.isAmbiguous()).isTrue();
        assertThat(verdict.candidates()).containsExactlyInAnyOrder(Kind.IM2REC, Kind.INSIGHTFACE);
        assertThat(verdict.reason()).startsWith("could be im2rec list or InsightFace list: lines=2");
        assertThat(sniff("0\t1\t2\n1\tx.jpg\t2\n").kind())
                .as("one line that can be told is enough")
                .isEqualTo(Kind.INSIGHTFACE);
    }

    @Test
    void knowsWhatIsNoList() throws IOException {
        assertThat(sniff("\n \n").reason()).isEqualTo("file has no lines");
        assertThat(sniff("hello world\nfoo\n").reason()).startsWith("no known kind of list: lines=2, first=hello");
        Files.write(folder.resolve("list"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, '\n', 3});
        Verdict verdict = ListDialects.sniff(folder.resolve("list"));
        assertThat(verdict.kind()).isNull();
        assertThat(verdict.candidates()).isEmpty();
    }

    @Test
    void aFewBadLinesDoNotChangeTheAnswer() throws IOException {
        assertThat(sniff("1\ta.jpg\t0\nwhat\n1\tb.jpg\t0\n1\tc.jpg\tx\n1\td.jpg\t0\n")
                        .kind())
                .isEqualTo(Kind.INSIGHTFACE);
    }
}
