import Matrices
import Testing
