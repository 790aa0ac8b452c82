/// Numbers at equal distances, the first and the last included; at least two.
public func evenly(from first: Double, through last: Double, count: Int) -> [Double] {
    (0..<count).map { first + (last - first) * Double($0) / Double(count - 1) }
}
