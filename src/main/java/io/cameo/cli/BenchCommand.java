package io.cameo.cli;

import io.cameo.compute.Device;
import io.cameo.compute.DeviceDecode;
import io.cameo.loader.mxnet.MxNetLibrary;
import io.cameo.loader.rates.FileRates;
import io.cameo.loader.rates.RateReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo bench}: how fast this machine reads a record file, and what limits it. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures how fast this machine reads a record file, and shows beside each",
            "figure what it cannot be faster than, measured in the same run.",
            ""
        },
        footer = {
            "",
            "  walk    every record, in file order, without a copy",
            "  random  one record by its place, at random",
            "  sums    the checksum of every record; bound: what is read out of memory",
            "  decode  every JPEG into RGB; bound: the decoder on files that lie in memory",
            "  batch   shuffled batches of 128, uint8 and normalised float32; bound: decode,",
            "          or memory where the records hold pixels",
            "  f32 gpu the float32 batches, normalised on a GPU, see --device, and",
            "          decoded on the CPU unless --device-decode says otherwise",
            "",
            "Below that table stands where the time of batches goes: finding and copying out",
            "(read), decoding, augmenting, packing into floats, and waiting between two.",
            "",
            "--peer mxnet measures MXNet's ImageRecordIter in turns with the loader. It",
            "takes a libmxnet.so of MXNet 1.9; 'mvn verify -Poracle -DskipTests' fetches one",
            "to where it is found. Both get a copy of the same images, up to 96 MiB of sound",
            "JPEGs of one size, because others would end it. Needs about 2 GB of memory.",
            "",
            "Run it twice: the first run may measure the disk. Other work on the machine",
            "shows in every figure.",
            "",
            "Example, ready to paste after 'cameo demo':",
            "  cameo bench cameo-demo/people.rec --html bench.html",
            "",
            "Exit code: 0 measured, 1 the file is damaged, 2 wrong usage, 130 stopped."
        })
final class BenchCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE.rec", description = "A record file.")
    private Path file = Path.of("");

    @Option(
            names = {"--threads", "--workers"},
            split = ",",
            paramLabel = "N",
            description = "Threads at once; several numbers measure each. Default: 1 and one per processor")
    private int[] threads = {1, Runtime.getRuntime().availableProcessors()};

    @Option(
            names = "--millis",
            paramLabel = "N",
            description = "How long each figure is measured, and warmed up before. Default: 500")
    private long millis = 500;

    @Option(
            names = "--html",
            paramLabel = "OUT.html",
            description = "Make a page too: one file with plots and every figure.")
    private @Nullable Path html;

    @Option(names = "--peer", paramLabel = "mxnet", description = "Measure this too, in turns with the loader.")
    private @Nullable String peer;

    @Option(
            names = "--mxnet-library",
            paramLabel = "FILE",
            description = "The libmxnet.so for --peer mxnet. Default: what CAMEO_MXNET_LIBRARY names, or what -Poracle"
                    + " fetched")
    private @Nullable Path mxnetLibrary;

    @Option(names = "--peer-rounds", paramLabel = "N", description = "Turns of each with --peer. Default: 5")
    private int peerRounds = 5;

    @Option(
            names = "--device",
            paramLabel = "DEV",
            converter = DeviceOptions.DeviceConverter.class,
            description =
                    "auto, cpu, cuda or cuda:N: whether float32 batches are measured on a GPU too; auto does if there"
                            + " is one. Default: auto")
    private Device device = Device.AUTO;

    @Option(
            names = "--device-decode",
            paramLabel = "HOW",
            converter = DeviceOptions.DecodeConverter.class,
            description = DeviceOptions.DECODE)
    private DeviceDecode decode = DeviceDecode.CPU;

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        InputFile.require(file);
        Path page = html;
        if (page != null) {
            OutputFile.require(page, List.of(file));
        }
        FileRates job = FileRates.of(file)
                .threads(threads)
                .millis(millis)
                .device(DeviceOptions.settings(device, console, talk).withDecode(decode));
        BenchText text = new BenchText(console.out());
        if (talk.talks()) {
            job.listener(text::row);
        }
        if (peer != null || mxnetLibrary != null) {
            job.peer(library(), peerRounds, talk.talks() ? text::row : row -> {});
        }
        RateReport report;
        try (var _ = Interrupts.onInterrupt(job::cancel)) {
            report = job.run();
        }
        if (talk.talks()) {
            text.foot(report);
        }
        if (talk.json()) {
            JsonPrinter.print(console.out(), out -> BenchJson.write(out, report));
        }
        if (page != null && !report.cancelled()) {
            OutputFile.making("no " + page + " was made", () -> BenchPage.write(report, page));
            if (talk.talks()) {
                console.out().println(page);
            }
        }
        return report.cancelled() ? ExitCode.INTERRUPTED : ExitCode.FINE;
    }

    private MxNetLibrary library() {
        if (peer != null && !peer.equals("mxnet")) {
            throw new IllegalArgumentException("no such peer: expected=mxnet, actual=" + peer);
        }
        Path library = mxnetLibrary;
        String named = System.getenv("CAMEO_MXNET_LIBRARY");
        if (library == null && named != null && !named.isEmpty()) {
            library = Path.of(named);
        }
        if (library == null) {
            library = Path.of(System.getProperty("cameo.home", ""), "target", "oracle", "libmxnet", "libmxnet.so");
        }
        if (!Files.isRegularFile(library)) {
            throw new IllegalArgumentException("no libmxnet at " + library
                    + ": 'mvn verify -Poracle -DskipTests' in Cameo's checkout fetches one there, or name yours with"
                    + " --mxnet-library FILE");
        }
        return MxNetLibrary.load(library);
    }
}
