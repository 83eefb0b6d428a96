; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0, i32 %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !7
  %5 = load i32, ptr %3, align 4, !dbg !8
  %6 = add i32 %4, %5, !dbg !9
  br label %return, !dbg !10

return:                                           ; preds = %start
  %7 = phi i32 [ %6, %start ]
  ret i32 %7, !dbg !10
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(i32 %0, i32 %1) #0 section ".text.func[1]" !dbg !11 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !12
  %5 = load i32, ptr %3, align 4, !dbg !13
  %6 = sub i32 %4, %5, !dbg !14
  br label %return, !dbg !15

return:                                           ; preds = %start
  %7 = phi i32 [ %6, %start ]
  ret i32 %7, !dbg !15
}

; Function Attrs: nounwind optsize
define internal i32 @"func[2]"(i32 %0, i32 %1) #0 section ".text.func[2]" !dbg !16 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !17
  %5 = load i32, ptr %3, align 4, !dbg !18
  %6 = mul i32 %4, %5, !dbg !19
  br label %return, !dbg !20

return:                                           ; preds = %start
  %7 = phi i32 [ %6, %start ]
  ret i32 %7, !dbg !20
}

; Function Attrs: nounwind optsize
define internal i32 @"func[3]"(i32 %0, i32 %1) #0 section ".text.func[3]" !dbg !21 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !22
  %5 = load i32, ptr %3, align 4, !dbg !23
  %6 = and i32 %4, %5, !dbg !24
  br label %return, !dbg !25

return:                                           ; preds = %start
  %7 = phi i32 [ %6, %start ]
  ret i32 %7, !dbg !25
}

; Function Attrs: nounwind optsize
define internal i32 @"func[4]"(i32 %0, i32 %1) #0 section ".text.func[4]" !dbg !26 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !27
  %5 = load i32, ptr %3, align 4, !dbg !28
  %6 = or i32 %4, %5, !dbg !29
  br label %return, !dbg !30

return:                                           ; preds = %start
  %7 = phi i32 [ %6, %start ]
  ret i32 %7, !dbg !30
}

; Function Attrs: nounwind optsize
define internal i32 @"func[5]"(i32 %0, i32 %1) #0 section ".text.func[5]" !dbg !31 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !32
  %5 = load i32, ptr %3, align 4, !dbg !33
  %6 = xor i32 %4, %5, !dbg !34
  br label %return, !dbg !35

return:                                           ; preds = %start
  %7 = phi i32 [ %6, %start ]
  ret i32 %7, !dbg !35
}

; Function Attrs: nounwind optsize
define i32 @m_add(i32 %0, i32 %1) #0 section ".text.m_add" !dbg !36 {
  %3 = call i32 @"func[0]"(i32 %0, i32 %1), !dbg !37
  ret i32 %3, !dbg !37
}

; Function Attrs: nounwind optsize
define i32 @m_sub(i32 %0, i32 %1) #0 section ".text.m_sub" !dbg !38 {
  %3 = call i32 @"func[1]"(i32 %0, i32 %1), !dbg !39
  ret i32 %3, !dbg !39
}

; Function Attrs: nounwind optsize
define i32 @m_mul(i32 %0, i32 %1) #0 section ".text.m_mul" !dbg !40 {
  %3 = call i32 @"func[2]"(i32 %0, i32 %1), !dbg !41
  ret i32 %3, !dbg !41
}

; Function Attrs: nounwind optsize
define i32 @m_and(i32 %0, i32 %1) #0 section ".text.m_and" !dbg !42 {
  %3 = call i32 @"func[3]"(i32 %0, i32 %1), !dbg !43
  ret i32 %3, !dbg !43
}

; Function Attrs: nounwind optsize
define i32 @m_or(i32 %0, i32 %1) #0 section ".text.m_or" !dbg !44 {
  %3 = call i32 @"func[4]"(i32 %0, i32 %1), !dbg !45
  ret i32 %3, !dbg !45
}

; Function Attrs: nounwind optsize
define i32 @m_xor(i32 %0, i32 %1) #0 section ".text.m_xor" !dbg !46 {
  %3 = call i32 @"func[5]"(i32 %0, i32 %1), !dbg !47
  ret i32 %3, !dbg !47
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !48 {
  ret void, !dbg !49
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "add", linkageName: "add", scope: null, file: !3, line: 68, type: !5, scopeLine: 68, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 69, scope: !4)
!8 = !DILocation(line: 71, scope: !4)
!9 = !DILocation(line: 73, scope: !4)
!10 = !DILocation(line: 74, scope: !4)
!11 = distinct !DISubprogram(name: "sub", linkageName: "sub", scope: null, file: !3, line: 76, type: !5, scopeLine: 76, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 77, scope: !11)
!13 = !DILocation(line: 79, scope: !11)
!14 = !DILocation(line: 81, scope: !11)
!15 = !DILocation(line: 82, scope: !11)
!16 = distinct !DISubprogram(name: "mul", linkageName: "mul", scope: null, file: !3, line: 84, type: !5, scopeLine: 84, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!17 = !DILocation(line: 85, scope: !16)
!18 = !DILocation(line: 87, scope: !16)
!19 = !DILocation(line: 89, scope: !16)
!20 = !DILocation(line: 90, scope: !16)
!21 = distinct !DISubprogram(name: "and", linkageName: "and", scope: null, file: !3, line: 92, type: !5, scopeLine: 92, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 93, scope: !21)
!23 = !DILocation(line: 95, scope: !21)
!24 = !DILocation(line: 97, scope: !21)
!25 = !DILocation(line: 98, scope: !21)
!26 = distinct !DISubprogram(name: "or", linkageName: "or", scope: null, file: !3, line: 100, type: !5, scopeLine: 100, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!27 = !DILocation(line: 101, scope: !26)
!28 = !DILocation(line: 103, scope: !26)
!29 = !DILocation(line: 105, scope: !26)
!30 = !DILocation(line: 106, scope: !26)
!31 = distinct !DISubprogram(name: "xor", linkageName: "xor", scope: null, file: !3, line: 108, type: !5, scopeLine: 108, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!32 = !DILocation(line: 109, scope: !31)
!33 = !DILocation(line: 111, scope: !31)
!34 = !DILocation(line: 113, scope: !31)
!35 = !DILocation(line: 114, scope: !31)
!36 = distinct !DISubprogram(name: "m_add", linkageName: "m_add", scope: null, file: !3, line: 68, type: !5, scopeLine: 68, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!37 = !DILocation(line: 68, scope: !36)
!38 = distinct !DISubprogram(name: "m_sub", linkageName: "m_sub", scope: null, file: !3, line: 76, type: !5, scopeLine: 76, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!39 = !DILocation(line: 76, scope: !38)
!40 = distinct !DISubprogram(name: "m_mul", linkageName: "m_mul", scope: null, file: !3, line: 84, type: !5, scopeLine: 84, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!41 = !DILocation(line: 84, scope: !40)
!42 = distinct !DISubprogram(name: "m_and", linkageName: "m_and", scope: null, file: !3, line: 92, type: !5, scopeLine: 92, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!43 = !DILocation(line: 92, scope: !42)
!44 = distinct !DISubprogram(name: "m_or", linkageName: "m_or", scope: null, file: !3, line: 100, type: !5, scopeLine: 100, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!45 = !DILocation(line: 100, scope: !44)
!46 = distinct !DISubprogram(name: "m_xor", linkageName: "m_xor", scope: null, file: !3, line: 108, type: !5, scopeLine: 108, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!47 = !DILocation(line: 108, scope: !46)
!48 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!49 = !DILocation(line: 0, scope: !48)
