import Foundation

// The functions of the field over whole matrices, element by element.

/// e to the power of every element.
public func exp(_ x: Matrix) -> Matrix { x.map { exp($0) } }

/// The natural logarithm of every element.
public func log(_ x: Matrix) -> Matrix { x.map { log($0) } }

/// The square root of every element.
public func sqrt(_ x: Matrix) -> Matrix { x.map { $0.squareRoot() } }

/// The hyperbolic tangent of every element.
public func tanh(_ x: Matrix) -> Matrix { x.map { tanh($0) } }

/// The logistic function 1 / (1 + e⁻ˣ) of every element.
public func sigmoid(_ x: Matrix) -> Matrix { x.map { 1 / (1 + exp(-$0)) } }

/// The absolute value of every element.
public func abs(_ x: Matrix) -> Matrix { x.map { $0.magnitude } }
