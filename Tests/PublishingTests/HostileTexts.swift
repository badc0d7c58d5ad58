import Fuzzing

typealias HostileTexts = Fuzzing.HostileTexts
typealias SplitMix = Fuzzing.SplitMix
