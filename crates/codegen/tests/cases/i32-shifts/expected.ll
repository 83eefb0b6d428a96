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
  %6 = and i32 %5, 31, !dbg !9
  %7 = shl i32 %4, %6, !dbg !9
  br label %return, !dbg !10

return:                                           ; preds = %start
  %8 = phi i32 [ %7, %start ]
  ret i32 %8, !dbg !10
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
  %6 = and i32 %5, 31, !dbg !14
  %7 = ashr i32 %4, %6, !dbg !14
  br label %return, !dbg !15

return:                                           ; preds = %start
  %8 = phi i32 [ %7, %start ]
  ret i32 %8, !dbg !15
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
  %6 = and i32 %5, 31, !dbg !19
  %7 = lshr i32 %4, %6, !dbg !19
  br label %return, !dbg !20

return:                                           ; preds = %start
  %8 = phi i32 [ %7, %start ]
  ret i32 %8, !dbg !20
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
  %6 = call i32 @llvm.fshl.i32(i32 %4, i32 %4, i32 %5), !dbg !24
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
  %6 = call i32 @llvm.fshr.i32(i32 %4, i32 %4, i32 %5), !dbg !29
  br label %return, !dbg !30

return:                                           ; preds = %start
  %7 = phi i32 [ %6, %start ]
  ret i32 %7, !dbg !30
}

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.fshl.i32(i32, i32, i32) #1

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.fshr.i32(i32, i32, i32) #1

; Function Attrs: nounwind optsize
define i32 @m_shl(i32 %0, i32 %1) #0 section ".text.m_shl" !dbg !31 {
  %3 = call i32 @"func[0]"(i32 %0, i32 %1), !dbg !32
  ret i32 %3, !dbg !32
}

; Function Attrs: nounwind optsize
define i32 @m_shr_s(i32 %0, i32 %1) #0 section ".text.m_shr_s" !dbg !33 {
  %3 = call i32 @"func[1]"(i32 %0, i32 %1), !dbg !34
  ret i32 %3, !dbg !34
}

; Function Attrs: nounwind optsize
define i32 @m_shr_u(i32 %0, i32 %1) #0 section ".text.m_shr_u" !dbg !35 {
  %3 = call i32 @"func[2]"(i32 %0, i32 %1), !dbg !36
  ret i32 %3, !dbg !36
}

; Function Attrs: nounwind optsize
define i32 @m_rotl(i32 %0, i32 %1) #0 section ".text.m_rotl" !dbg !37 {
  %3 = call i32 @"func[3]"(i32 %0, i32 %1), !dbg !38
  ret i32 %3, !dbg !38
}

; Function Attrs: nounwind optsize
define i32 @m_rotr(i32 %0, i32 %1) #0 section ".text.m_rotr" !dbg !39 {
  %3 = call i32 @"func[4]"(i32 %0, i32 %1), !dbg !40
  ret i32 %3, !dbg !40
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !41 {
  ret void, !dbg !42
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "shl", linkageName: "shl", scope: null, file: !3, line: 68, type: !5, scopeLine: 68, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 69, scope: !4)
!8 = !DILocation(line: 71, scope: !4)
!9 = !DILocation(line: 73, scope: !4)
!10 = !DILocation(line: 74, scope: !4)
!11 = distinct !DISubprogram(name: "shr_s", linkageName: "shr_s", scope: null, file: !3, line: 76, type: !5, scopeLine: 76, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 77, scope: !11)
!13 = !DILocation(line: 79, scope: !11)
!14 = !DILocation(line: 81, scope: !11)
!15 = !DILocation(line: 82, scope: !11)
!16 = distinct !DISubprogram(name: "shr_u", linkageName: "shr_u", scope: null, file: !3, line: 84, type: !5, scopeLine: 84, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!17 = !DILocation(line: 85, scope: !16)
!18 = !DILocation(line: 87, scope: !16)
!19 = !DILocation(line: 89, scope: !16)
!20 = !DILocation(line: 90, scope: !16)
!21 = distinct !DISubprogram(name: "rotl", linkageName: "rotl", scope: null, file: !3, line: 92, type: !5, scopeLine: 92, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 93, scope: !21)
!23 = !DILocation(line: 95, scope: !21)
!24 = !DILocation(line: 97, scope: !21)
!25 = !DILocation(line: 98, scope: !21)
!26 = distinct !DISubprogram(name: "rotr", linkageName: "rotr", scope: null, file: !3, line: 100, type: !5, scopeLine: 100, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!27 = !DILocation(line: 101, scope: !26)
!28 = !DILocation(line: 103, scope: !26)
!29 = !DILocation(line: 105, scope: !26)
!30 = !DILocation(line: 106, scope: !26)
!31 = distinct !DISubprogram(name: "m_shl", linkageName: "m_shl", scope: null, file: !3, line: 68, type: !5, scopeLine: 68, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!32 = !DILocation(line: 68, scope: !31)
!33 = distinct !DISubprogram(name: "m_shr_s", linkageName: "m_shr_s", scope: null, file: !3, line: 76, type: !5, scopeLine: 76, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!34 = !DILocation(line: 76, scope: !33)
!35 = distinct !DISubprogram(name: "m_shr_u", linkageName: "m_shr_u", scope: null, file: !3, line: 84, type: !5, scopeLine: 84, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!36 = !DILocation(line: 84, scope: !35)
!37 = distinct !DISubprogram(name: "m_rotl", linkageName: "m_rotl", scope: null, file: !3, line: 92, type: !5, scopeLine: 92, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!38 = !DILocation(line: 92, scope: !37)
!39 = distinct !DISubprogram(name: "m_rotr", linkageName: "m_rotr", scope: null, file: !3, line: 100, type: !5, scopeLine: 100, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!40 = !DILocation(line: 100, scope: !39)
!41 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!42 = !DILocation(line: 0, scope: !41)
