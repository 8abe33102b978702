package io.atomicdatasets.check;

import io.atomicdatasets.spec.PerSplit;
import java.util.List;

/**
 * What reading the files of a shard back has shown.
 *
 * @param files as they were read
 * @param counts what was counted in them
 * @param broken the checks that failed; none where all is as it should be
 */
public record ShardResult(List<FileResult> files, PerSplit<SplitCounts> counts, List<CheckResult> broken) {
    public ShardResult {
        files = List.copyOf(files);
        broken = List.copyOf(broken);
    }
}
