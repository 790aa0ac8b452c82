import Testing

#if compiler(>=6.2)
    /// What a program that stopped said on standard error.
    func sentence(_ result: ExitTest.Result?) -> String {
        String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    }
#endif
