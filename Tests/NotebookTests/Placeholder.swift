import Notebook
import Testing
