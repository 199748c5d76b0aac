/// Keys and tokens made with OpenSSL for these tests; they open nothing.
enum KeyFixtures {
    static let privatePKCS8 = """
        -----BEGIN PRIVATE KEY-----
        MIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQDZwZ+dEh8RfNIG
        x6YgsTUyDgKLSo1j/MlzPee4Sr/mXSGDrs5NrwWFIruHyKQW8X/cl+boWln8P1Wf
        tgoPmULF/udg93+1KGEZSqbiulWBfnxlhJbxB9NAz7SHmsoBN3km8Lk1GXpbGCws
        91l1ILsoI9RQ33OTQxDa802DIyVyYvbJifM5HDc4ZeT9/eCsKBfnKxIN9do6l41U
        uMdEWkHJlYJEqsqUDaqfhah1xD9wiUfe7OK2dVSR35LpjR0+2WJ65pgu0gzYx4i1
        qSE0lmrKa0/RaW1eEutyI79K3vlRvxe8j+xHwAC074SjjXv6qFTh5MOkBxSu1N5j
        DvGRb3UdAgMBAAECggEAO5kr52B7Ulz4WtSv2kjGB3IgLiF0e0ZHmJv73MvQo+sf
        bhwc6NQbTaoI64v1pTXpyeVlVHjOIiTveWvoawaGaQxwJXD36gwoLzToYiuflXaZ
        82sLqOJ8ZkOy5F5wJU8agJboCel0PJRsGs6EFHOl5cGQraXKyyZS6aonr9mhuSFt
        bB2BP/q6AwPuF6Vsc6gj12qgBtcc/UephQOiUDm3CCeLw20mWjO+8J7PWRwArxfr
        OZICfI7Yl/GCRiqOsVG/e4kcf8OIMNgFesS2c4m0zA5MLw5XT1HACkuyumsv0upj
        V0lwRgAFM1rfa171a52eJi4A+amQ99Vh4aqmrJoW3QKBgQD7e3kZNqOQYT8nLueZ
        lHfqn8txcULK5xL5rELVDg7o1HL7KgGYtKcdDFA4V1bITlOAtWJLQBBzesfK1V9X
        joICi/4icrEOiFcmQKPbcczklTi8l3kVtHMjfErBD1JXgfqUc6aa1mcoqrTI4WXJ
        sRaYkvXSuRf+dGmKcSrHSY8nKwKBgQDdqwzSVq1uK1f+QPxi9wZm+SfGJ9KW66oL
        SsL/N06nq6OikG+nDnRd0KsVfd/5VlocQqDl84rBZQvKMhwl6eFjthioExpi0+lH
        kkL0JiXYnmV7BALVfa3kIgm7c5Gftk2UQlIf/2h4FTB9Pikcw42SSz+70NKIkjd3
        hlQcediw1wKBgHPHGK1+9jaWTtjfQ0j1jW+7OZJ0rmdzkszXfb1Qx5Rxmq3/XNTM
        9tLsxFHsA8wcI11yJFq4l9pSgIDlUwugVEKP6OQ7IUCrjFPUFpwE/GuQN5q7scdI
        WGnR4yiWwTYAZTjLNby7UKrsTGbfPllo6ho8LmhhRqajOaO/Dg7J0toZAoGAHHPE
        JYtyn1144e29d4Z1j+oTLOAXq798CA8EkHWs5uClFEytyCeW0CPkkdGiWgK3dkEn
        HdzwxnoN1VoxOryWbZIGACzTijPhEYq4hVYQLYnHRM7y/iwvkcS8sw7WdkWUF5+b
        ovfJlQBDRRAhfsuq9EgsWhMnstfxvqnDShRpt+kCgYAVhgeSmd+VczhiPy5+nKeC
        Vr57vaJCps4xcsMJr0zYH60r7kn1Aj6++sSIZ8u2gDOjfA5xAOZpbQXUvjs4PWNQ
        XyBihqnxz1TrtF42tro8cW8SBkXwDFGX6duMlAwQ0MMr0yIFi2SFeIIC6nngaHPg
        VyKRqRxlN4LLjL8cDBhDCg==
        -----END PRIVATE KEY-----

        """

    static let privatePKCS1 = """
        -----BEGIN RSA PRIVATE KEY-----
        MIIEogIBAAKCAQEA2cGfnRIfEXzSBsemILE1Mg4Ci0qNY/zJcz3nuEq/5l0hg67O
        Ta8FhSK7h8ikFvF/3Jfm6FpZ/D9Vn7YKD5lCxf7nYPd/tShhGUqm4rpVgX58ZYSW
        8QfTQM+0h5rKATd5JvC5NRl6WxgsLPdZdSC7KCPUUN9zk0MQ2vNNgyMlcmL2yYnz
        ORw3OGXk/f3grCgX5ysSDfXaOpeNVLjHRFpByZWCRKrKlA2qn4WodcQ/cIlH3uzi
        tnVUkd+S6Y0dPtlieuaYLtIM2MeItakhNJZqymtP0WltXhLrciO/St75Ub8XvI/s
        R8AAtO+Eo417+qhU4eTDpAcUrtTeYw7xkW91HQIDAQABAoIBADuZK+dge1Jc+FrU
        r9pIxgdyIC4hdHtGR5ib+9zL0KPrH24cHOjUG02qCOuL9aU16cnlZVR4ziIk73lr
        6GsGhmkMcCVw9+oMKC806GIrn5V2mfNrC6jifGZDsuRecCVPGoCW6AnpdDyUbBrO
        hBRzpeXBkK2lyssmUumqJ6/ZobkhbWwdgT/6ugMD7helbHOoI9dqoAbXHP1HqYUD
        olA5twgni8NtJlozvvCez1kcAK8X6zmSAnyO2JfxgkYqjrFRv3uJHH/DiDDYBXrE
        tnOJtMwOTC8OV09RwApLsrprL9LqY1dJcEYABTNa32te9WudniYuAPmpkPfVYeGq
        pqyaFt0CgYEA+3t5GTajkGE/Jy7nmZR36p/LcXFCyucS+axC1Q4O6NRy+yoBmLSn
        HQxQOFdWyE5TgLViS0AQc3rHytVfV46CAov+InKxDohXJkCj23HM5JU4vJd5FbRz
        I3xKwQ9SV4H6lHOmmtZnKKq0yOFlybEWmJL10rkX/nRpinEqx0mPJysCgYEA3asM
        0latbitX/kD8YvcGZvknxifSluuqC0rC/zdOp6ujopBvpw50XdCrFX3f+VZaHEKg
        5fOKwWULyjIcJenhY7YYqBMaYtPpR5JC9CYl2J5lewQC1X2t5CIJu3ORn7ZNlEJS
        H/9oeBUwfT4pHMONkks/u9DSiJI3d4ZUHHnYsNcCgYBzxxitfvY2lk7Y30NI9Y1v
        uzmSdK5nc5LM1329UMeUcZqt/1zUzPbS7MRR7APMHCNdciRauJfaUoCA5VMLoFRC
        j+jkOyFAq4xT1BacBPxrkDeau7HHSFhp0eMolsE2AGU4yzW8u1Cq7Exm3z5ZaOoa
        PC5oYUamozmjvw4OydLaGQKBgBxzxCWLcp9deOHtvXeGdY/qEyzgF6u/fAgPBJB1
        rObgpRRMrcgnltAj5JHRoloCt3ZBJx3c8MZ6DdVaMTq8lm2SBgAs04oz4RGKuIVW
        EC2Jx0TO8v4sL5HEvLMO1nZFlBefm6L3yZUAQ0UQIX7LqvRILFoTJ7LX8b6pw0oU
        abfpAoGAFYYHkpnflXM4Yj8ufpyngla+e72iQqbOMXLDCa9M2B+tK+5J9QI+vvrE
        iGfLtoAzo3wOcQDmaW0F1L47OD1jUF8gYoap8c9U67ReNra6PHFvEgZF8AxRl+nb
        jJQMENDDK9MiBYtkhXiCAup54Ghz4FcikakcZTeCy4y/HAwYQwo=
        -----END RSA PRIVATE KEY-----

        """

    static let publicSPKI = """
        -----BEGIN PUBLIC KEY-----
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA2cGfnRIfEXzSBsemILE1
        Mg4Ci0qNY/zJcz3nuEq/5l0hg67OTa8FhSK7h8ikFvF/3Jfm6FpZ/D9Vn7YKD5lC
        xf7nYPd/tShhGUqm4rpVgX58ZYSW8QfTQM+0h5rKATd5JvC5NRl6WxgsLPdZdSC7
        KCPUUN9zk0MQ2vNNgyMlcmL2yYnzORw3OGXk/f3grCgX5ysSDfXaOpeNVLjHRFpB
        yZWCRKrKlA2qn4WodcQ/cIlH3uzitnVUkd+S6Y0dPtlieuaYLtIM2MeItakhNJZq
        ymtP0WltXhLrciO/St75Ub8XvI/sR8AAtO+Eo417+qhU4eTDpAcUrtTeYw7xkW91
        HQIDAQAB
        -----END PUBLIC KEY-----

        """

    static let publicPKCS1 = """
        -----BEGIN RSA PUBLIC KEY-----
        MIIBCgKCAQEA2cGfnRIfEXzSBsemILE1Mg4Ci0qNY/zJcz3nuEq/5l0hg67OTa8F
        hSK7h8ikFvF/3Jfm6FpZ/D9Vn7YKD5lCxf7nYPd/tShhGUqm4rpVgX58ZYSW8QfT
        QM+0h5rKATd5JvC5NRl6WxgsLPdZdSC7KCPUUN9zk0MQ2vNNgyMlcmL2yYnzORw3
        OGXk/f3grCgX5ysSDfXaOpeNVLjHRFpByZWCRKrKlA2qn4WodcQ/cIlH3uzitnVU
        kd+S6Y0dPtlieuaYLtIM2MeItakhNJZqymtP0WltXhLrciO/St75Ub8XvI/sR8AA
        tO+Eo417+qhU4eTDpAcUrtTeYw7xkW91HQIDAQAB
        -----END RSA PUBLIC KEY-----

        """

    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIC+zCCAeOgAwIBAgIUEwjXC3B5+9aIn4k+0f3xItENbYgwDQYJKoZIhvcNAQEL
        BQAwDDEKMAgGA1UEAwwBeDAgFw0yNjExMjQxNzQwNDFaGA8yMDU0MDQxMDE3NDA0
        MVowDDEKMAgGA1UEAwwBeDCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEB
        ANnBn50SHxF80gbHpiCxNTIOAotKjWP8yXM957hKv+ZdIYOuzk2vBYUiu4fIpBbx
        f9yX5uhaWfw/VZ+2Cg+ZQsX+52D3f7UoYRlKpuK6VYF+fGWElvEH00DPtIeaygE3
        eSbwuTUZelsYLCz3WXUguygj1FDfc5NDENrzTYMjJXJi9smJ8zkcNzhl5P394Kwo
        F+crEg312jqXjVS4x0RaQcmVgkSqypQNqp+FqHXEP3CJR97s4rZ1VJHfkumNHT7Z
        YnrmmC7SDNjHiLWpITSWasprT9FpbV4S63Ijv0re+VG/F7yP7EfAALTvhKONe/qo
        VOHkw6QHFK7U3mMO8ZFvdR0CAwEAAaNTMFEwHQYDVR0OBBYEFJWx6sgbOGeHgfoC
        bcEqxgUlHsxRMB8GA1UdIwQYMBaAFJWx6sgbOGeHgfoCbcEqxgUlHsxRMA8GA1Ud
        EwEB/wQFMAMBAf8wDQYJKoZIhvcNAQELBQADggEBAMBzUyzq2hkIrxoipiOkeD2q
        dbK6TctyU4CdhoSug8DpItFzXrtbeqIgNwh5F+dR8ntp7W9i5TzvA+6OvmRzA1ZR
        6orQv33JUKJqruLNWyUmQ/5kRaiDt6dghNSA7EMc1zwx6GHQosBZbf2in/Xs1rIf
        ji/LdUQdJoL/90D5uurSiHMpIRxCt72gxUHOpVobpWgorPXg5leXFoJFJyVbpCwC
        KNEh6JUmxTLHYKMkO5rcn4G3uSyuvVt7XRXXUI000yYSqqP90RMxBJ1RU94qOJgz
        HnKQNBc6kYtNy11M7qPCe0lI5m+dSW/AxXWu38LjFZIiQjM+lWgrc+yMQkPHwHc=
        -----END CERTIFICATE-----

        """

    static let ellipticPrivate = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgOtllzZ+p3XqwTxt7
        xcFTqtyKLVrW+7bADW0mW6GsK/ihRANCAASVpGFDDD2V90kLU9Etkvn+WEaJusAE
        aUDSuGfSGmRN3/4sdFjrMzhu1KY4eF0MZ/ZWCM96LL9xrjmqa9Eef/kV
        -----END PRIVATE KEY-----

        """

    static let ellipticPublic = """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAElaRhQww9lfdJC1PRLZL5/lhGibrA
        BGlA0rhn0hpkTd/+LHRY6zM4btSmOHhdDGf2VgjPeiy/ca45qmvRHn/5FQ==
        -----END PUBLIC KEY-----

        """

    static let shortPrivate = """
        -----BEGIN PRIVATE KEY-----
        MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBAMLQ/qf9VeJQFG8j
        v1dIHLa09ZkkShUXPjoM1pKh3nga6u73+5aL+h2flwJ2gFYAZdK899U1G++MHNlS
        4ckjT+cbPtGar0P+LOb5hoycISbVoCIS6Q8AV4ntcKv854tmbu3hjjL1/CgfMPB4
        OYnHNQXiNj4G6dri6QJkkYm0enAHAgMBAAECgYBRYmGf6BMi0fVXYIWkfrmQEhSv
        fxt7qBQUyBwzcW+wmP4gCnSNtbgs++hn3P1L8CqZWNvns6IR9mRu3VL5ZckQterx
        oxCvVpbEMhw5Z8yePWCzi0Uyi66+vwvEUCO2WwS8Zvo4Jlc3K1N5CuJGmPdTxaK9
        lZJumI5K9UQUEjEXUQJBAOlI4JI6zKKLMFUIdRoB6PnSjrQK5l2O7C7XvfIfOkYF
        DX1rEUh1nv+lT6h+kezLz5H1+4pAhAIsBUm2DRj8s8UCQQDVyTZqCNZd1mMiPDGK
        Qb6w2zzSak6Nts8GJKbw9Lo9Km3P2ZtXnk8zYZ838IOwUL6BQw2w0Z68tiYLvLX6
        3/VbAkEAkKakwWd+Teear49P9TFsAcRiwhbkIu0lXCJgYEqmupYVeEg0bkaosYIS
        s7rPxxHVgn8RWveII0SifsNIuc6vtQJAc/aSEpA6n2n0GhTmlmU1J7+0TTqm443+
        3AkzmM5W22jRagZSkgNoWKmicPiApjoWLA2QNpJt9VUkbAdv+uZSswJBAOORJWFN
        QPqm1zjOL0+YYaqc7HHqMCfa/hwY1RXaTWGn3RY3/D2/eVC3qWeqLaNSlnxf3X3a
        VrebfwUkD59/G4M=
        -----END PRIVATE KEY-----

        """

    static let shortPublic = """
        -----BEGIN PUBLIC KEY-----
        MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDC0P6n/VXiUBRvI79XSBy2tPWZ
        JEoVFz46DNaSod54Guru9/uWi/odn5cCdoBWAGXSvPfVNRvvjBzZUuHJI0/nGz7R
        mq9D/izm+YaMnCEm1aAiEukPAFeJ7XCr/OeLZm7t4Y4y9fwoHzDweDmJxzUF4jY+
        Buna4ukCZJGJtHpwBwIDAQAB
        -----END PUBLIC KEY-----

        """

    static let encrypted = """
        -----BEGIN ENCRYPTED PRIVATE KEY-----
        MIIFLTBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQI0iy52/SYHucCAggA
        MAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBBOKMHwD04FbFWhtBfDOZOxBIIE
        0CDv9P7tiHZBuTPyzK9gL8ZN2P6mG4dbehGyVyJuktYfH6TxtEz/RlmXaZQ6yrEN
        /RSy+mE012zMBvxrmACOj7nES83iJQL4r5XfrzZOaPw+1HrWA/tLIh/o/d7sg7gi
        7RQjkn3xSlegt/6OznznPobMhjgXxEhTl7BrjDkb83hUZo4y/Qwf80UpbgaLyrhu
        ltZmmSQVDOb4Mt4tIGTpTYoJszeEGPBEgSCqP/B4Y0eB062CthWkAUlO0LO96zce
        K5IfJtLpfc/bWMS6f7W0Ww3ykJ2D7P5EO6gNZfUh8NTzafVLQaHI+TpzH1+5P6eE
        dyQGtwFvAXsYJE0wH1TQVKvacyudHjwTg+s6E7M19VkZGFmQgi1P1a8dJiKcx3OO
        bA6A2vdSWc0g85Db8V/PXI/jIkbYkjd5jRdCkVYGt6b1Ihz6/Tznck6zQNdCMTgu
        qKtjhkSn3DiIYZSvwqntV1dPpn73387SJlH1IYTlvC7wUs6ioBAEuVmg3Qqo39ee
        C7DX/5IP356ARfNsJoOwpr6et4eA7cQv3mbc6HFo+uFLAjLNtZClaDq/dS4Q+M3r
        x6Nvb/EsqVz5qej0glOFrwDL+gmkRjMy2DdD0e2j3xy/dLsqo39r4brNe+hbHZde
        vyFa/R7pSNzhJBbmRMI1cn9J4NtlFULBA85GiTzn4HYvQUGbNk8pDW/Z/F4ZiR6K
        c4Y5xcEFuu+HQu7rHf1bce8zbBrzBNC8dBcS+Wb0txnjTurZ604v6ZAeGoFZPCxc
        fCOpyjKnk0hoGZjstARoeC0pFkkNS1PfHo3ajkfEykwnPWs8wZSv0cv+44PP9zHf
        /682yZNw4CBCv4G6KZUg18AYCjCmeESZewJOSZl3Cq4R+82mUjYSHvFpi5fKu0E0
        yyL2b6eIuwDmcKENNuZ9W4h0OdE8pzR1XeRD9ufoOOfEGwJd3zYeSSStYeuYDCEj
        HInwqc3fn4BCD1OH41n/fl76VAaZHffEHUMin4WOqoM6ti3PhYC8VOxfnwlLt5BK
        E0PzoaIWSxPgY6ylRIOu3YZleshU545+UTP15gy/SXYnErRrYIJNOARpTb8omp+c
        aaHgbQIZMSqf+qdJDfX7PX/oIg6mkOiKlSNCYNEAcQ3lLQ+mSsHpGUMuFLrUUCpL
        SxjEfHGWpG9/OME2s1FrzrcDU/1384MOC7S5u0L+PXim5vmfizrN0ikbXDGM0/np
        mNpsMdyZGHyRY3H217qnCoSeB6L/fk0YSUEYaS/usX1sQTGwgpP4i83WCj7ffVNY
        QzA5AmRLfJnH+cd1opNHD1miMqkwDCRriW2Kg0nKl/e71fP+CVGHQl9sjnSpBGFB
        PE8jRoW/JpPxUA4qR/c2P8AMtairNpAwWzXDGunjFKn8P/5asPiZRVhusmMyF6H0
        14deDkkFHADtIr9dUWx9Oq9EAEtRiMmNOvXmQTnc2D4Ohi1npJQgWB/iX4kr0UfC
        Uk4afoYXTJLFsNkd5sq1QnkZDX5ktlTIjZF3XT/SCsgvzATm/Iukmjtg+gakHx8l
        fgVJch7P+Cy5N+JVCyKoS2yY7Hstr2wpkmVlCbcsmtgR4gujn50w6q2//6Ku5o/V
        9vbgqloeWz9uG1A3T1zGI5GJBW7rLoAYsjbkAQCpGp7U
        -----END ENCRYPTED PRIVATE KEY-----

        """

    /// RS256, application aaaaaaaa-bbbb-cccc-dddd-0123456789ab, iat 1790000000, exp 900 s later.
    static let adminToken = [
        "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJhcHBsaWNhdGlvbl9pZCI6ImFhYWFhYWFhLWJiYmItY2NjYy1kZGRkLTAxMjM",
        "0NTY3ODlhYiIsImlhdCI6MTc5MDAwMDAwMCwianRpIjoiZjQ3YWMxMGItNThjYy00MzcyLWE1NjctMGUwMmIyYzNkNDc5IiwiZXh",
        "wIjoxNzkwMDAwOTAwfQ.qZ7yF9MhKZLIxalJxlEXODoDl6NnUnAVdVZpBhc1C56YQOtN4OyyggjtYvY_Q5sA1P_0RYzsOOmGaNzw",
        "H4GhF0d8IG0wUZZrA5gi6TWcktKlw6uRxDSwpy7jbqHv_nYiq_zbV3BDj1mWaqOdyy4PpMoC0fW6wG6oKuMgQhzs_trsn5TlwYoA",
        "MRRSpj-095K7fjMPN_wZhg1wlW3j5SbM3eVVT8z2acIDpyFBsrQE4IGKU6PVEc2iOj0983-vvHLLrKLl-3i-6A0whlyiIwlF6FPK",
        "TxieLEPIlDqnQ583GG6jdYnteGmId0R8P4ziwAeFsPpGH7VaWRLr5p2IQ0pymw",
    ].joined()

    /// The same for the user Jane, exp an hour later.
    static let clientToken = [
        "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJhcHBsaWNhdGlvbl9pZCI6ImFhYWFhYWFhLWJiYmItY2NjYy1kZGRkLTAxMjM",
        "0NTY3ODlhYiIsImlhdCI6MTc5MDAwMDAwMCwianRpIjoiZjQ3YWMxMGItNThjYy00MzcyLWE1NjctMGUwMmIyYzNkNDc5IiwiZXh",
        "wIjoxNzkwMDAzNjAwLCJzdWIiOiJKYW5lIiwiYWNsIjp7InBhdGhzIjp7Ii8qL3J0Yy8qKiI6e30sIi8qL3VzZXJzLyoqIjp7fSw",
        "iLyovY29udmVyc2F0aW9ucy8qKiI6e30sIi8qL3Nlc3Npb25zLyoqIjp7fSwiLyovZGV2aWNlcy8qKiI6e30sIi8qL3B1c2gvKio",
        "iOnt9LCIvKi9rbm9ja2luZy8qKiI6e30sIi8qL2xlZ3MvKioiOnt9fX19.Jxqwhq1jov0UWJaXro_Dq8WRZZ_a-pFmP3QzHc5Bk9",
        "W8xizHApo9BzmHf5R_rmIIlSbmX_Zc-_zeEdMtv2z4H0B8iS3w9lBZ9diy16WrtoqNPcsokKUx77zqgI25bXJ6FB3t4UZfdUiUYd",
        "zqzsd0KaznjBpXEQarI1gcUGuuDZbvCmplH6fc5SDt_sJd9jDa7_L4p57yl4Znnoq5AMNiJY54v9nCyNMTYcrHDpAGYtxCOv2oaB",
        "vGiX8uoa3pDEJuYv_x2QiWf3EiXjWkAkNAAcaEI-K6kvVXXHDUtVHAdQJWLpMFbG_DhW_28cHh93hEWJtUBOhsOCko02z4cx526Q",
    ].joined()
}
